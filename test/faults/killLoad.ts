/** What the senders of the kill matrix say, and how to look at a journal from outside, in SQLite or PostgreSQL. */

import { existsSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { wallClock } from '../../server/clock.ts';
import type { Network } from '../../server/domain/network/network.ts';
import type { Journal } from '../../server/ports.ts';
import { project } from '../../server/projections/operations.ts';
import { rebuild } from '../../server/rebuild.ts';
import type { OutageRecord } from '../../shared/records/outage.ts';
import { telemeteredSwitches } from '../support/town.ts';
import type { Event } from './killServerLane.ts';

/** One switch operation among nine readings, so that outages come and go without drowning in chatter. */
export function eventsOf(network: Network): (source: string, seq: number) => Event {
  const switches = telemeteredSwitches(network);
  return (source, seq) => {
    const branch = switches[(seq * 7 + source.length) % switches.length] ?? '';
    const common = { at: new Date().toISOString(), source, seq };
    if (seq % 10 > 0) {
      const measured = { ...common, quantity: 'current', value: seq % 300, unit: 'A' };
      return { topic: `grid/v1/-/measurement/${branch}`, payload: JSON.stringify(measured) };
    }
    const position = (seq / 10) % 2 === 0 ? 'open' : 'closed';
    return { topic: `grid/v1/-/switch/${branch}`, payload: JSON.stringify({ ...common, position, cause: 'trip' }) };
  };
}

async function payloads(folder: string, databaseUrl: string | undefined): Promise<readonly Buffer[]> {
  if (databaseUrl !== undefined) {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ payload: Buffer }>("SELECT payload FROM relight.inbox WHERE type = 'message'");
    await client.end();
    return rows.map(({ payload }) => payload);
  }
  const file = join(folder, 'journal.sqlite');
  if (!existsSync(file)) return [];
  const database = new Database(file, { readonly: true });
  const rows = database.prepare<[], { payload: Buffer }>("SELECT payload FROM inbox WHERE type = 'message'").all();
  database.close();
  return rows.map(({ payload }) => payload);
}

/** How often each event stands in the journal. */
export async function keptEvents(folder: string, databaseUrl: string | undefined): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const payload of await payloads(folder, databaseUrl)) {
    const text = payload.toString();
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

export type Shown = { readonly summary: Readonly<Record<string, unknown>>; readonly open: readonly string[] };

/** What must be the same on the running server and after judging the journal again. */
export const shownOf = (summary: object, open: readonly OutageRecord[]): Shown => ({
  summary: Object.fromEntries(Object.entries(summary).filter(([name]) => /^(customers|servicePointsOut|outagesOpen)/.test(name))),
  open: open.map(({ id, state, customersOut, startedAt }) => JSON.stringify([id, state, customersOut, startedAt])).sort(),
});

const OPEN = ['predicted', 'confirmed', 'partially-restored'];

/** The journal up to a row, judged from its first row. */
export async function judgedAgain(network: Network, journal: Journal, upTo: number): Promise<Shown> {
  const cut: Journal = {
    ...journal,
    inboxAfter: async (commit, limit) => (await journal.inboxAfter(commit, limit)).filter((row) => row.commit <= upTo),
  };
  const silent = (): void => undefined;
  const { core } = await rebuild({ network, journal: cut, clock: wallClock, fromSnapshot: false, progress: silent, say: silent });
  const open = [...core.view.outages()]
    .map(({ id }) => project(core.view, 'outage', id))
    .filter((outage) => outage !== null)
    .filter(({ state }) => OPEN.includes(state));
  return shownOf(project(core.view, 'summary', 'summary') ?? {}, open);
}

export type Cutter = { readonly url: string; cut(): void; close(): Promise<void> };

/** A line to a broker that can be cut, so that senders stop while the broker goes on. */
export async function startCutter(port: number): Promise<Cutter> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const broker = net.connect(port, '127.0.0.1');
    for (const [socket, other] of [
      [client, broker],
      [broker, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `mqtt://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    cut,
    async close() {
      cut();
      await new Promise((done) => server.close(done));
    },
  };
}
