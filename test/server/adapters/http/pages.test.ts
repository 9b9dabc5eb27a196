/** Pages are sent as small as the browser takes them. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mountAssets, mountPages } from '../../../../server/adapters/http/pages.ts';

let folder = '';
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relight-pages-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  for (const [ending, text] of [
    ['', 'plain'],
    ['.br', 'small'],
    ['.gz', 'usual'],
  ])
    await writeFile(join(folder, `assets/page-1.js${ending}`), text ?? '');
  const app = express();
  mountAssets(app, folder);
  mountPages(app, folder);
  server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await rm(folder, { recursive: true });
});

type Heard = {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
};

function ask(path: string, encoding: string): Promise<Heard> {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return new Promise((done, fail) => {
    const asked = request({ host: '127.0.0.1', port, path, headers: { 'accept-encoding': encoding }, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.on('error', fail);
    asked.end();
  });
}

it.each([
  ['gzip, deflate, br', 'br', 'small'],
  ['gzip', 'gzip', 'usual'],
  ['identity', undefined, 'plain'],
])('a browser that takes %s gets %s', async (accepted, encoding, text) => {
  const heard = await ask('/assets/page-1.js', accepted);
  expect(heard).toMatchObject({ status: 200, text });
  expect(heard.headers['content-encoding']).toBe(encoding);
  expect(heard.headers['content-type']).toContain('javascript');
  expect(heard.headers['cache-control']).toContain('immutable');
  expect(heard.headers['x-content-type-options']).toBe('nosniff');
});

it('every address that is no file is the page', async () => {
  expect(await ask('/outages/outage:7', 'br')).toMatchObject({ status: 200, text: '<!doctype html>' });
});
