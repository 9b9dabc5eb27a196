/** The one thread that writes the SQLite journal. */

import { parentPort, workerData } from 'node:worker_threads';
import { unpack } from './packing.ts';
import { createSqliteWriter } from './sqlite/writer.ts';
import type { WriterOptions, WriterReply, WriterRequest } from './sqlite/writerMessages.ts';

const port = parentPort;
if (!port) throw new Error('the writer runs as a worker thread');

const options: WriterOptions = workerData;
const writer = createSqliteWriter(options);
const say = (reply: WriterReply): void => port.postMessage(reply);

function attempt(work: () => WriterReply): void {
  try {
    say(work());
  } catch (error) {
    say({ reply: 'failed', why: error instanceof Error ? error.message : String(error) });
  }
}

port.on('message', (request: WriterRequest) => {
  switch (request.ask) {
    case 'commit':
      return attempt(() => ({ reply: 'committed', committed: writer.commit(unpack(request.packed)) }));
    case 'recover':
      return attempt(() => ({ reply: 'ready', state: writer.open() }));
    case 'close':
      writer.close();
      say({ reply: 'closed' });
      port.close();
  }
});

attempt(() => ({ reply: 'ready', state: writer.open() }));
