/** Publishes trips beside a steady load and gathers when each of them arrived, for the server and for a bare relay alike. */

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openField } from '../support/field.ts';
import { repositoryRoot } from '../support/repositoryRoot.ts';

export type Program = { readonly child: ChildProcess; line(): Promise<string> };

/** A program beside the benches, spoken to by lines. */
export function runProgram(program: string, args: readonly (string | number)[]): Program {
  const child = spawn(process.execPath, [join(repositoryRoot, 'test/bench', program), ...args.map(String)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
  return {
    child,
    async line() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${program} ended before it answered`);
      return String(value);
    },
  };
}

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;

export const wait = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** The load of the command line, on the city, until it is stopped. */
export function startLoad({
  mqtt,
  folder,
  rate,
  seconds,
}: {
  readonly mqtt: string;
  readonly folder: string;
  readonly rate: number;
  readonly seconds: number;
}): ChildProcess {
  const cli = join(repositoryRoot, 'dist/server/cli.js');
  const args = ['load', '--rate', rate, '--duration', seconds, '--network', 'city', '--mqtt-url', mqtt].map(String);
  return spawn(process.execPath, [cli, ...args], {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ...process.env, RELIGHT_DATA_DIR: folder, RELIGHT_CACHE_DIR: join(repositoryRoot, 'data/cache') },
  });
}

type Arrivals = { readonly arrivals: readonly (readonly [device: string, times: readonly number[]])[] };

const readArrivals = (text: string): Arrivals => {
  const said: Arrivals = JSON.parse(text);
  return said;
};

export type Trips = {
  /** Milliseconds from the publish to each listener. */
  readonly times: readonly number[];
  readonly trips: number;
  readonly missing: number;
};

/** Trips breakers one after another, each once; `listener` answers a line with what arrived. */
export async function tripsTo(listener: Program, mqtt: string, trips: number, everyMs: number, firstBreaker: number): Promise<Trips> {
  const field = await openField(mqtt);
  const sent = new Map<string, number>();
  for (let n = firstBreaker; n < firstBreaker + trips; n += 1) {
    const id = `cb-${n}`;
    const say = (position: string, cause: string, seq: number): Promise<void> =>
      field.say(`grid/v1/-/switch/${id}`, { at: new Date().toISOString(), position, cause, source: `bench-${n}`, seq });
    sent.set(id, Date.now());
    await say('open', 'trip', 1);
    await wait(everyMs / 2);
    await say('closed', 'command', 2);
    await wait(everyMs / 2);
  }
  await wait(1_000);
  listener.child.stdin?.write('tell\n');
  const { arrivals } = readArrivals(await listener.line());
  await field.stop();
  const times = arrivals.flatMap(([id, at]) => {
    const from = sent.get(id);
    return from === undefined ? [] : at.filter((each) => each >= from).map((each) => each - from);
  });
  const heard = new Set(arrivals.map(([id]) => id));
  return { times, trips, missing: [...sent.keys()].filter((id) => !heard.has(id)).length };
}
