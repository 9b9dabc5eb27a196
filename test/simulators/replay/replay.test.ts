/** What a replay publishes adds up to the recording, state by state. */

import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { reportPayload } from '../../../shared/messages/report.ts';
import type { Outgoing } from '../../../simulators/post.ts';
import { readRecording, recognise } from '../../../simulators/replay/recording.ts';
import { replay } from '../../../simulators/replay/replay.ts';
import { createReports } from '../../../simulators/replay/reports.ts';
import { londonTime } from '../../../simulators/replay/ukpn.ts';
import { dataFolder, withoutData } from '../../support/sharedFolders.ts';
import { startCollector } from '../support/collector.ts';

const published = reportPayload.extend({ at: z.string(), feedAt: z.string(), source: z.string(), seq: z.number() });

const windows = [
  { window: 'outages-pge-2019-2022/storm-2021-01-26_29', groups: (): boolean => false },
  { window: 'outages-bchydro/bombcyclone-2024-11-19_22', groups: (): boolean => false },
  { window: 'outages-ukpn/wind-2026-03-12_14', groups: (key: string): boolean => key.startsWith('MULT-') },
];

/** Keys of a recording that are no outages, held at each line. */
async function groupsHeld(file: string, isGroup: (key: string) => boolean): Promise<number[]> {
  const held = new Set<string>();
  const counts: number[] = [];
  for await (const line of readRecording(file)) {
    for (const key of line.gone) held.delete(key);
    for (const record of [...line.full, ...line.added]) {
      const key = String(record.IncidentReference ?? record.outageNumber ?? record.id);
      if (isGroup(key)) held.add(key);
    }
    counts.push(held.size);
  }
  return counts;
}

const common = { mqttUrl: 'mqtt://127.0.0.1:1', speed: 0, area: null, clock: 'simulated' as const, epoch: 'test', stopped: () => false };

async function collect(file: string): Promise<Outgoing[]> {
  const sent: Outgoing[] = [];
  const publisher = {
    publish: async (one: Outgoing) => void sent.push(one),
    drained: async () => undefined,
    published: 0,
    stop: async () => undefined,
  };
  await replay({ ...common, file, connect: async () => publisher });
  return sent;
}

describe.skipIf(dataFolder === null)(`recorded storms (${withoutData})`, () => {
  it.each(windows)(
    '[E34] $window: outages and customers equal the summary in every row',
    { timeout: 120_000 },
    async ({ window, groups }) => {
      const folder = join(dataFolder ?? '', window);
      const rows = readFileSync(join(folder, 'summary.csv'), 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((row) => row.split(','));
      const notOutages = await groupsHeld(join(folder, 'events.jsonl.gz'), groups);
      const held = new Map<string, number>();
      const rebuilt: string[] = [];
      const outOfOrder: string[] = [];
      let seq = 0;
      for (const { topic, payload } of await collect(join(folder, 'events.jsonl.gz'))) {
        const [, , , kind, id = ''] = topic.split('/');
        const row = rows[rebuilt.length] ?? [];
        const message = JSON.parse(String(payload));
        if (kind === 'clock') {
          // The clock reaches the time of a row after the messages of that row.
          if (Date.parse(message.at) !== Date.parse(row[0] ?? '')) continue;
          const customers = [...held.values()].reduce((sum, one) => sum + one, 0);
          rebuilt.push(`${row[0]} ${held.size + (notOutages[rebuilt.length] ?? 0)} ${customers}`);
          continue;
        }
        const report = published.parse(message);
        if (report.seq !== seq || Date.parse(report.feedAt) !== Date.parse(row[0] ?? '')) outOfOrder.push(`${seq} ${topic}`);
        seq += 1;
        if (report.status === 'absent') held.delete(id);
        else held.set(id, report.customers ?? 0);
      }
      expect(outOfOrder).toEqual([]);
      expect(rebuilt).toEqual(rows.map(([t, , outages, customers]) => `${t} ${outages} ${customers}`));
    },
  );
});

const line = (t: string, rest: Record<string, unknown>): string => JSON.stringify({ t, ...rest });
const made = [
  line('2026-07-01T10:00:00Z', {
    full: [
      {
        IncidentReference: 'INCD-1',
        PowerCutType: 'Unplanned',
        NoCustomerAffected: 7,
        ReceivedDate: '2026-07-01T09:30:00',
        PostcodeGeometryData: [{ Center: { lat: 51.5, lng: -0.1 } }],
      },
      { IncidentReference: 'MULT-1', PowerCutType: 'Multiple', NoCustomerAffected: 0 },
      {
        IncidentReference: 'INCD-2',
        PowerCutType: 'Unplanned',
        PostcodeGeometryData: [{ Center: { lat: 0, lng: 0 } }],
        EstimatedRestorationDate: '0001-01-01T00:00:00',
      },
    ],
  }),
  line('2026-07-01T10:05:00Z', {
    upd: [{ k: 'INCD-1', set: { PowerCutType: 'Restored', RestoredDateTime: '2026-07-01T10:50:00' } }],
    del: ['INCD-2', 'MULT-1'],
  }),
];

describe('a made-up recording', () => {
  it('goes over MQTT in the order of the recording, below the area asked for', async () => {
    const collector = await startCollector();
    const result = await replay({ ...common, file, area: 'a-1', mqttUrl: collector.url });
    await collector.stop();
    expect(result).toEqual({ feed: 'ukpn', lines: 2, reports: 4 });
    const topics = collector.messages.map(({ topic }) => topic).filter((topic) => topic.includes('/report/'));
    expect(topics).toEqual(['INCD-1', 'INCD-2', 'INCD-2', 'INCD-1'].map((id) => `grid/v1/a-1/report/${id}`));
  });

  it('a file of another format is refused by name', async () => {
    const other = join(tmpdir(), `relight-other-${process.pid}.jsonl`);
    writeFileSync(other, '{"t":"2026-01-01T00:00:00Z","full":[{"colour":"red"}]}\n');
    await expect(replay({ ...common, file: other })).rejects.toThrow(other);
  });

  const file = join(mkdtempSync(join(tmpdir(), 'relight-replay-')), 'events.jsonl.gz');
  writeFileSync(file, gzipSync(`${made.join('\n')}\n`));

  async function reports(): Promise<unknown[]> {
    const all: unknown[] = [];
    let reportsOf: ReturnType<typeof createReports> | null = null;
    for await (const one of readRecording(file)) {
      const feed = recognise(one.full[0]);
      if (feed) reportsOf = createReports(feed);
      all.push(...(reportsOf?.(one) ?? []));
    }
    return all;
  }

  it('[E34] a record that left the feed is absent, not restored; a restored one says so itself', async () => {
    expect(await reports()).toMatchObject([
      { key: 'INCD-1', status: 'open', customers: 7, lat: 51.5, lon: -0.1 },
      { key: 'INCD-2', status: 'open', customers: null },
      { key: 'INCD-2', status: 'absent' },
      { key: 'INCD-1', status: 'restored', customers: 7 },
    ]);
  });

  it('a position of 0, 0 and a time in the year 1 mean unknown', async () => {
    expect((await reports())[1]).toMatchObject({ lat: null, lon: null, estimatedRestoration: null, startedAt: null });
  });

  it('local times of London are read with summer time', () => {
    expect(londonTime('2026-07-01T09:30:00')).toBe(Date.UTC(2026, 6, 1, 8, 30));
    expect(londonTime('2026-03-12T09:30:00')).toBe(Date.UTC(2026, 2, 12, 9, 30));
    expect(londonTime('0001-01-01T00:00:00')).toBeNull();
    expect(londonTime('soon')).toBeNull();
  });
});
