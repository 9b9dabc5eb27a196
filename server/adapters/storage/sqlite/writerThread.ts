/** The writer thread as a store: one answer for each request, in order. */

import { Worker } from 'node:worker_threads';
import { programFile } from '../../../programFile.ts';
import type { Store, StoreState } from '../operations.ts';
import { pack } from '../packing.ts';
import type { WriterOptions, WriterReply, WriterRequest } from './writerMessages.ts';

type Asked = { readonly resolve: (reply: WriterReply) => void; readonly reject: (reason: Error) => void };

/** Rejects when the journal cannot be opened. */
export async function startWriterThread(options: WriterOptions): Promise<{ readonly store: Store; readonly state: StoreState }> {
  let asked: Asked[] = [];
  let worker: Worker | null = null;

  function start(): Promise<WriterReply> {
    const started = new Worker(programFile('server/adapters/storage/writer.js'), { workerData: options });
    worker = started;
    started.on('message', (reply: WriterReply) => asked.shift()?.resolve(reply));
    started.on('error', (error) => lost(started, error));
    started.on('exit', () => lost(started, new Error('the writer thread ended')));
    return answer();
  }

  function lost(ended: Worker, error: Error): void {
    if (worker !== ended) return;
    worker = null;
    const waiting = asked;
    asked = [];
    for (const { reject } of waiting) reject(error);
  }

  const answer = (): Promise<WriterReply> => new Promise((resolve, reject) => asked.push({ resolve, reject }));

  async function ask(request: WriterRequest, transfer: readonly ArrayBuffer[]): Promise<WriterReply> {
    if (!worker) throw new Error('the writer thread ended');
    worker.postMessage(request, transfer);
    return answer();
  }

  const stateIn = (reply: WriterReply): StoreState => {
    if (reply.reply === 'ready') return reply.state;
    throw new Error(reply.reply === 'failed' ? reply.why : `the writer said ${reply.reply}`);
  };

  const store: Store = {
    async commit(writes) {
      const packed = pack(writes);
      const reply = await ask({ ask: 'commit', packed }, [packed.payloads.buffer, packed.sizes.buffer]);
      if (reply.reply === 'committed') return reply.committed;
      throw new Error(reply.reply === 'failed' ? reply.why : `the writer said ${reply.reply}`);
    },
    recover: async () => stateIn(worker ? await ask({ ask: 'recover' }, []) : await start()),
    async close() {
      const ending = worker;
      if (!ending) return;
      await ask({ ask: 'close' }, []);
      worker = null;
      await ending.terminate();
    },
  };

  try {
    return { store, state: stateIn(await start()) };
  } catch (error) {
    await store.close();
    throw error;
  }
}
