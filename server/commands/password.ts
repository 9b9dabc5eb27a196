/** Reads a password from the keyboard without showing it, or as the first line of a pipe; never from the command line. */

import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });

function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((done, fail) => {
    lines.once('line', (line) => {
      process.stderr.write('\n');
      lines.close();
      done(line);
    });
    lines.once('SIGINT', () => {
      lines.close();
      fail(new Error('interrupted'));
    });
  });
}

async function firstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}

/** Rejects when the two typed ones differ. */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return firstLine();
  const password = await ask('Password: ');
  if ((await ask('Again: ')) !== password) throw new Error('the two passwords differ');
  return password;
}
