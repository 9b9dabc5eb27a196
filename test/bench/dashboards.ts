/** Measures how fast a trip reaches dashboards on the city under load: beside a bare relay, for a thousand of them, and with hostile ones among them. */

import { once } from 'node:events';
import net from 'node:net';
import { Aedes } from 'aedes';
import { type RunningServer, startServer, TOKEN } from '../support/startServer.ts';
import type { Figure } from './journal.ts';
import { type Program, quantile, runProgram, startLoad, type Trips, tripsTo, wait } from './latency.ts';

const RATE = 500;
const TRIPS = 30;
const EVERY_MS = 500;
const MANY = 1_000;
const SOME = 200;
const SETTLE_MS = 4_000;

type Swarm = { readonly reading: number; readonly frozen?: number; readonly trickling?: number };

async function end({ child }: Program): Promise<void> {
  child.stdin?.end();
  if (child.exitCode === null) await Promise.race([once(child, 'exit'), wait(2_000)]);
  child.kill('SIGKILL');
}

/** The bare relay on a bare broker, with the same load and trips. */
async function relayTrips(folder: string): Promise<Trips> {
  const broker = await Aedes.createBroker();
  const server = net.createServer({ noDelay: true }, broker.handle);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const relay = runProgram('bareRelay.mjs', [port]);
  const { port: web }: { readonly port: number } = JSON.parse(await relay.line());
  const listener = runProgram('relayListener.mjs', [`http://127.0.0.1:${web}`, 1]);
  await listener.line();
  const mqtt = `mqtt://127.0.0.1:${port}`;
  const load = startLoad({ mqtt, folder, rate: RATE, seconds: 60 });
  await wait(SETTLE_MS);
  const trips = await tripsTo(listener, mqtt, TRIPS, EVERY_MS, 1);
  load.kill('SIGTERM');
  await end(listener);
  await end(relay);
  await new Promise<void>((done) => broker.close(() => done()));
  server.close();
  return trips;
}

/** A fresh server each time, so that no breaker was touched before and no history is left over. */
async function dashboardTrips({ reading, frozen = 0, trickling = 0 }: Swarm): Promise<Trips> {
  const server: RunningServer = await startServer({ env: { RELIGHT_NETWORK: 'city' } });
  const swarm = runProgram('dashboardSwarm.mjs', [server.http, TOKEN, reading, frozen, trickling]);
  const load = startLoad({ mqtt: server.mqtt, folder: server.folder, rate: RATE, seconds: 120 });
  try {
    await swarm.line();
    await wait(SETTLE_MS);
    return await tripsTo(swarm, server.mqtt, TRIPS, EVERY_MS, 1);
  } finally {
    load.kill('SIGTERM');
    await end(swarm);
    await server.stop();
  }
}

export async function benchDashboards(print: (figure: Figure) => void): Promise<void> {
  const say = (figure: string, value: number, unit: string, detail: Figure['detail'] = {}): void =>
    print({ bench: 'dashboards', figure, value: Number(value.toPrecision(4)), unit, detail });
  const told = ({ times, trips, missing }: Trips): Figure['detail'] => ({
    trips,
    missing,
    deliveries: times.length,
    max: Math.max(...times),
  });

  const one = await dashboardTrips({ reading: 1 });
  const { folder, stop } = await startServer();
  const relay = await relayTrips(folder);
  await stop();
  const p50 = quantile(one.times, 0.5);
  const p99 = quantile(one.times, 0.99);
  say('trip-to-dashboard-p50', p50, 'ms', { ...told(one), rate: RATE, relay: quantile(relay.times, 0.5), limit: 60 });
  say('trip-to-dashboard-p99', p99, 'ms', { ...told(one), rate: RATE, relay: quantile(relay.times, 0.99), limit: 200 });
  say('ratio-to-bare-relay', p50 / Math.max(1, quantile(relay.times, 0.5)), 'ratio', { relayWritesNothingDown: true });

  const many = await dashboardTrips({ reading: MANY });
  say('thousand-dashboards-p99', quantile(many.times, 0.99), 'ms', {
    ...told(many),
    rate: RATE,
    p50: quantile(many.times, 0.5),
    limit: 1_000,
  });

  const calm = await dashboardTrips({ reading: SOME });
  const slow = await dashboardTrips({ reading: SOME - 6, frozen: 1, trickling: 5 });
  const [before, after] = [quantile(calm.times, 0.99), quantile(slow.times, 0.99)];
  say('slow-clients-change-of-p99', after / before - 1, 'share', {
    ...told(slow),
    before,
    after,
    frozen: 1,
    trickling: 5,
    of: SOME,
    limit: 0.1,
  });
}
