/** The live feed and the HTTP answers of a made-up town, in memory: pages are tested against it without a server. */

import type { FetchLike } from '../../client/live/api.ts';
import type { Line, LineListener } from '../../client/live/line.ts';
import type { Delta, Upserts } from '../../shared/delta.ts';
import type { Hello } from '../../shared/live.ts';
import type { RecordOf } from '../../shared/records/record.ts';
import { deadBranches, townArea, townBasemapBytes, townFeeders, townGeometryBytes, townOutage, townSource } from './fakeTown.ts';

export type FakeFeed = {
  readonly line: Line;
  readonly fetch: FetchLike;
  /** Everything the page sent. */
  readonly sent: { readonly hellos: Hello[]; readonly applied: number[]; readonly commands: unknown[] };
  readonly now: number;
  /** Sends what changed; returns the new revision. */
  change(upserts: Upserts, removals?: readonly string[], parts?: Partial<Delta>): number;
  /** Sends everything again. */
  reset(): void;
  /** Says that all is as it was, as the server does every two seconds. */
  beat(): void;
  cut(): void;
  /** From now on attempts to connect fail, or succeed again. */
  setReachable(reachable: boolean): void;
  /** What the next commands are answered with. */
  answerCommands(answer: unknown): void;
  /** Answer of one HTTP path, instead of the town's. */
  answerPath(path: string, body: unknown, status?: number): void;
};

export type FakeFeedOptions = { readonly outages?: number; readonly now?: number };

const JOURNAL = 'journal-of-the-town';

export function createFakeFeed({ outages = 6, now = Date.UTC(2026, 10, 21, 18, 20) }: FakeFeedOptions = {}): FakeFeed {
  let listener: LineListener | null = null;
  let revision = 100;
  let reachable = true;
  let open = false;
  let commandAnswer: unknown = { ok: true, revision };
  const sent: FakeFeed['sent'] = { hellos: [], applied: [], commands: [] };
  const answers = new Map<string, { body: unknown; status: number }>();
  const rows = Array.from({ length: outages }, (_, number) => townOutage(number, now));
  const out = rows.reduce((sum, { customersOut }) => sum + customersOut, 0);
  const summary: RecordOf<'summary'> = {
    id: 'summary',
    customersTotal: 12_000,
    customersOut: out,
    customersPredicted: 0,
    customersPartial: 0,
    customersUnknown: 40,
    servicePointsOut: out,
    outagesOpen: outages,
    jobsOpen: 0,
    messages: { received: 103, accepted: 100, duplicates: 2, rejected: 1 },
    sources: { online: 2, stale: 1 },
  };
  const everything: Upserts = {
    outage: rows,
    device: rows.length > 0 ? deadBranches(0, 'outage:0', now - 60_000) : [],
    feeder: townFeeders(new Map(rows.length > 0 ? [[0, rows[0]?.customersOut ?? 0]] : [])),
    area: [townArea(out)],
    source: [
      townSource('rtu-1', now),
      townSource('ami', now, { kinds: ['meter'] }),
      townSource('rtu-2', now, { stale: true, online: false, offlineSince: new Date(now - 120_000).toISOString(), pointsStale: 12 }),
    ],
    report: [
      {
        id: 'pge-1',
        status: 'open',
        customers: 320,
        cause: 'wind',
        crewStatus: 'en-route',
        estimatedRestoration: new Date(now + 7_200_000).toISOString(),
        area: 'a-1',
        source: 'neighbour',
        firstAt: new Date(now - 1_800_000).toISOString(),
        updatedAt: new Date(now - 300_000).toISOString(),
        lon: -56.19,
        lat: -34.89,
      },
    ],
    summary: [summary],
  };

  const delta = (parts: Partial<Delta>): Delta => ({
    journal: JOURNAL,
    from: revision,
    to: revision,
    asOf: new Date(now).toISOString(),
    reset: false,
    recording: true,
    clockSpeed: null,
    upserts: {},
    removals: [],
    ...parts,
  });
  const send = (message: Delta) => {
    if (open) listener?.delta(structuredClone(message));
  };
  const reset = () => send(delta({ from: 0, reset: true, upserts: everything }));

  const line: Line = {
    listen(next) {
      listener = next;
    },
    open() {
      queueMicrotask(() => {
        open = reachable;
        if (reachable) listener?.opened();
        else listener?.closed('unreachable');
      });
    },
    close() {
      if (!open) return;
      open = false;
      listener?.closed('client');
    },
    hello(payload) {
      sent.hellos.push(payload);
      if (payload.journal === JOURNAL && payload.revision === revision) send(delta({}));
      else reset();
    },
    applied: (number) => void sent.applied.push(number),
    async command(payload) {
      sent.commands.push(payload);
      return commandAnswer;
    },
  };

  const detail = (id: string) => {
    const row = rows.find((outage) => outage.id === id);
    const time = new Date(now - 60_000).toISOString();
    return (
      row && {
        ...row,
        steps: [{ at: time, customers: 5, servicePoints: 5, how: 'switch-closed' }],
        nested: [],
        history: [
          {
            at: time,
            what: 'confirmed',
            values: { device: row.device.id, origin: 'scada', cause: 'protection-trip' },
            commit: 7,
            by: null,
          },
        ],
        evidenceItems: [
          { at: time, kind: 'switch', object: row.device.id, value: 'open (trip)', quality: 'good', source: 'rtu-1', commit: 7 },
        ],
        estimates: [],
        explanation: null,
      }
    );
  };

  const fetch: FetchLike = async (address) => {
    const { pathname } = new URL(address, 'http://town.example');
    const given = answers.get(pathname);
    if (given) return Response.json(given.body, { status: given.status });
    if (pathname === '/api/v1/network/geometry') return new Response(townGeometryBytes());
    if (pathname === '/api/v1/network/basemap') return new Response(townBasemapBytes());
    if (pathname.startsWith('/api/v1/outages/')) {
      const found = detail(decodeURIComponent(pathname.slice('/api/v1/outages/'.length)));
      return found ? Response.json(found) : Response.json({ code: 'not-found', title: 'not found' }, { status: 404 });
    }
    if (pathname === '/api/v1/outages') return Response.json({ items: [], next: null });
    if (pathname === '/api/v1/rejections') {
      const item = {
        at: new Date(now).toISOString(),
        topic: 'grid/v1/-/switch/x',
        reason: 'unknown-device',
        detail: 'x',
        source: null,
        payload: '{}',
      };
      return Response.json({ total: 1, items: [item] });
    }
    if (pathname === '/api/v1/search') {
      return Response.json({ items: [{ kind: 'device', id: 'cb-3', name: 'Calle 3 / breaker', lon: -56.19, lat: -34.88 }] });
    }
    return Response.json({ code: 'not-found', title: 'not found' }, { status: 404 });
  };

  return {
    line,
    fetch,
    sent,
    now,
    change(upserts, removals = [], parts = {}) {
      const from = revision;
      revision += 1;
      send(delta({ from, to: revision, upserts, removals: [...removals], ...parts }));
      return revision;
    },
    reset,
    beat: () => send(delta({})),
    cut() {
      if (!open) return;
      open = false;
      listener?.closed('transport close');
    },
    setReachable(next) {
      reachable = next;
    },
    answerCommands(answer) {
      commandAnswer = answer;
    },
    answerPath: (path, body, status = 200) => void answers.set(path, { body, status }),
  };
}
