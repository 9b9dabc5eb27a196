/** Asks the reader thread, and starts another one if it dies. */

import { Worker } from 'node:worker_threads';
import { programFile } from '../../../programFile.ts';
import type { Reads } from '../reads.ts';
import type { SqliteReads } from './reads.ts';

type Asked = { resolve(value: unknown): void; reject(reason: Error): void };

export function createReaderThread(file: string): Reads {
  const asked = new Map<number, Asked>();
  let newest = 0;
  let worker: Worker | null = null;

  function start(): Worker {
    const started = new Worker(programFile('server/adapters/storage/reader.js'), { workerData: { file } });
    started.unref();
    started.on('message', (reply) => {
      const waiting = asked.get(reply.id);
      asked.delete(reply.id);
      if (asked.size === 0) started.unref();
      if ('error' in reply) waiting?.reject(new Error(reply.error));
      else waiting?.resolve(reply.value);
    });
    started.on('error', (error) => lost(started, error));
    started.on('exit', () => lost(started, new Error('the reader thread ended')));
    return started;
  }

  function lost(ended: Worker, error: Error): void {
    if (worker !== ended) return;
    worker = null;
    for (const { reject } of asked.values()) reject(error);
    asked.clear();
  }

  function ask<Name extends keyof SqliteReads>(read: Name, ...args: Parameters<SqliteReads[Name]>): Promise<ReturnType<SqliteReads[Name]>> {
    worker ??= start();
    worker.ref();
    newest += 1;
    const id = newest;
    const answer = new Promise<ReturnType<SqliteReads[Name]>>((resolve, reject) => asked.set(id, { resolve, reject }));
    worker.postMessage({ id, read, args });
    return answer;
  }

  return {
    inboxAfter: (commit, limit) => ask('inboxAfter', commit, limit),
    inboxRow: (commit) => ask('inboxRow', commit),
    command: (key) => ask('command', key),
    factsAbout: (about, limit) => ask('factsAbout', about, limit),
    factsAfter: (commit, limit) => ask('factsAfter', commit, limit),
    rejections: (limit, before) => ask('rejections', limit, before),
    latestSnapshot: () => ask('latestSnapshot'),
    document: (kind, id) => ask('document', kind, id),
    documents: (kind, limit, before) => ask('documents', kind, limit, before),
    auditRows: (limit, before, filter) => ask('auditRows', limit, before, filter),
    async close() {
      const ending = worker;
      worker = null;
      for (const { reject } of asked.values()) reject(new Error('the journal is closed'));
      asked.clear();
      await ending?.terminate();
    },
  };
}
