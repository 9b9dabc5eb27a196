/** A bounded load over real MQTT, with the rates reached, the wait for acknowledgements, and whether every message was counted. */

import { jsonConnection } from '../connection.ts';
import { createPost } from '../post.ts';
import { startPublisher } from '../publisher.ts';
import { createRandom } from '../random.ts';
import { readGridFile } from '../readGrid.ts';
import { type Account, awaitAccount, type Http, readMessages } from './account.ts';
import { createMix, LOAD_SOURCES } from './mix.ts';

export type LoadOptions = {
  readonly network: string;
  readonly mqttUrl: string;
  /** Messages a second asked for. */
  readonly rate: number;
  readonly durationS: number;
  readonly seed: number;
  readonly epoch: string;
  /** Where to read the server's own counts; without it the identity is left out. */
  readonly http: Http | null;
  readonly stopped: () => boolean;
};

export type LoadResult = {
  readonly sent: number;
  readonly repeated: number;
  readonly seconds: number;
  readonly ratePerSecond: number;
  readonly pubackMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number };
  readonly account: Account | null;
};

const TURN_MS = 20;

/** @throws with a sentence when network or broker cannot be used */
export async function load(options: LoadOptions): Promise<LoadResult> {
  const reading = readGridFile(options.network);
  if (!reading.ok) throw new Error(reading.message);
  const latencies: number[] = [];
  const before = options.http && (await readMessages(options.http));
  const publisher = await startPublisher({
    url: options.mqttUrl,
    connections: LOAD_SOURCES.map(jsonConnection),
    now: Date.now,
    onAcknowledged: (ms) => latencies.push(ms),
  });
  const post = createPost(options.epoch);
  const mix = createMix(reading.grid, post, createRandom(options.seed, 'load'));
  const startedAt = performance.now();
  const total = Math.round(options.rate * options.durationS);
  let made = 0;
  while (made < total && !options.stopped()) {
    const due = Math.min(total, Math.ceil(((performance.now() - startedAt + TURN_MS) / 1_000) * options.rate));
    for (; made < due; made++) mix.next(Date.now());
    for (const message of post.take()) await publisher.publish(message);
    await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  }
  mix.settle(Date.now());
  for (const message of post.take()) await publisher.publish(message);
  await publisher.drained();
  const seconds = (performance.now() - startedAt) / 1_000;
  const sent = publisher.published;
  const account = options.http && before ? await awaitAccount(options.http, before, { sent, repeated: mix.repeated }) : null;
  await publisher.stop();
  return {
    sent,
    repeated: mix.repeated,
    seconds: round(seconds),
    ratePerSecond: round(made / seconds),
    pubackMs: quantiles(latencies),
    account,
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;

function quantiles(values: readonly number[]): LoadResult['pubackMs'] {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number): number => round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}
