/** Hands pictures to the picture program one after the other, and starts it anew when one of them breaks it (promise P18). */

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type PictureAnswer, type PictureOrder, pictureAnswer } from './pictureMessages.ts';

export type PictureCleaner = {
  clean(order: Omit<PictureOrder, 'id'>): Promise<PictureAnswer>;
  /** Process id of the picture program, null when none runs. */
  pid(): number | null;
  stop(): Promise<void>;
};

type Running = { readonly child: ChildProcess; readonly ready: Promise<void> };

export type CleanerOptions = { readonly program: URL; readonly limitMs?: number };

const LIMIT_MS = 2_000;
/** Loading the decoder, before the first picture. */
const START_MS = 15_000;
/** The heap of the program; pictures live outside it and are bounded by their pixels. */
const HEAP = '--max-old-space-size=64';

/** The program is started by the first picture and kept for the next ones. */
export function createPictureCleaner({ program, limitMs = LIMIT_MS }: CleanerOptions): PictureCleaner {
  let current: Running | null = null;
  let next = 1;
  let last: Promise<unknown> = Promise.resolve();

  function started(): Running {
    if (current?.child.connected) return current;
    const fresh = fork(fileURLToPath(program), [], {
      execArgv: [HEAP],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { MALLOC_ARENA_MAX: '2', PATH: process.env.PATH },
    });
    fresh.on('error', () => undefined);
    fresh.once('exit', () => {
      if (current?.child === fresh) current = null;
    });
    fresh.unref();
    fresh.channel?.unref();
    const ready = new Promise<void>((done) => fresh.once('message', () => done()));
    current = { child: fresh, ready };
    return current;
  }

  function one(order: Omit<PictureOrder, 'id'>): Promise<PictureAnswer> {
    const id = next;
    next += 1;
    const { child: running, ready } = started();
    running.channel?.ref();
    return new Promise((done) => {
      const finish = (answer: PictureAnswer): void => {
        clearTimeout(timer);
        running.off('message', heard);
        running.off('exit', gone);
        running.channel?.unref();
        done(answer);
      };
      const gone = (): void => finish({ id, ok: false, reason: 'image-worker' });
      const heard = (message: unknown): void => {
        const answer = pictureAnswer.safeParse(message);
        if (answer.success && answer.data.id === id) finish(answer.data);
      };
      let timer = setTimeout(() => running.kill('SIGKILL'), START_MS);
      running.on('message', heard);
      running.once('exit', gone);
      ready.then(() => {
        clearTimeout(timer);
        timer = setTimeout(() => running.kill('SIGKILL'), limitMs);
        if (running.connected) running.send({ ...order, id }, (error) => error && gone());
      });
    });
  }

  return {
    clean(order) {
      const answer = last.then(() => one(order));
      last = answer;
      return answer;
    },
    pid: () => current?.child.pid ?? null,
    async stop() {
      const running = current?.child;
      if (!running) return;
      const gone = new Promise((done) => running.once('exit', done));
      running.kill('SIGKILL');
      await gone;
    },
  };
}
