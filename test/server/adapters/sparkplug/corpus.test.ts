/** Every Sparkplug line of the bad-input corpus gets its expected answer from codec and session. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { judgeState } from '../../../../server/adapters/sparkplug/stateTopic.ts';
import { dataType } from '../../../../shared/sparkplug/dataType.ts';
import { encodePayload } from '../../../../shared/sparkplug/encodePayload.ts';
import { readTopic } from '../../../../shared/sparkplug/topic.ts';
import { corpusFolder, withoutData } from '../../../support/sharedFolders.ts';
import { type Bench, createBench } from '../../../support/sparkplugBench.ts';

const bytesOf = { payloadUtf8: z.string().optional(), payloadBase64: z.string().optional() };
const corpusLine = z.object({
  ...bytesOf,
  id: z.string(),
  channel: z.string(),
  name: z.string(),
  topic: z.string().default(''),
  before: z.array(z.object({ ...bytesOf, topic: z.string() })).default([]),
  retain: z.boolean().default(false),
  generator: z.string().optional(),
  as: z.string().optional(),
  expect: z.enum(['rejected', 'accepted-flagged', 'ignored']),
  reason: z.string(),
});
type Line = z.infer<typeof corpusLine>;

const lines = corpusFolder
  ? readFileSync(join(corpusFolder, 'bad-input.jsonl'), 'utf8')
      .split('\n')
      .filter((text) => text.includes('"channel":"sparkplug"') || text.includes('"channel": "sparkplug"'))
      .map((text) => corpusLine.parse(JSON.parse(text)))
  : [];

const payload = ({ payloadUtf8, payloadBase64 }: { payloadUtf8?: string | undefined; payloadBase64?: string | undefined }): Uint8Array =>
  payloadBase64 === undefined ? new TextEncoder().encode(payloadUtf8) : Buffer.from(payloadBase64, 'base64');

const at = 1_767_607_200_000;
const varint = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]);
const nested = (levels: number): Uint8Array => {
  const heads: number[][] = [];
  let size = 0;
  for (let level = 0; level < levels; level += 1) {
    const metric = [0x0a, 1, 0x74, 0x20, 0x13, 0x92, 0x01, ...varint(size)];
    const head = [0x12, ...varint(metric.length + size), ...metric];
    heads.push(head);
    size += head.length;
  }
  return Uint8Array.from([...encodePayload({ timestamp: at, seq: 1, metrics: [] }), ...heads.reverse().flat()]);
};

const generated: Record<string, () => Uint8Array> = {
  S011: () => new Uint8Array(21_000).fill(0x3b),
  S013: () => nested(6_000),
  S014: () => Uint8Array.from({ length: 2_000_004 }, (_, index) => [8, 1, 24, 1][index] ?? (index % 2 ? 0 : 0x12)),
  S015: () =>
    encodePayload({
      timestamp: at,
      seq: 1,
      metrics: Array.from({ length: 6_000 }, (_, index) => ({
        name: `m${index}`,
        datatype: dataType.boolean,
        value: { field: 'boolean' as const, value: true },
      })),
    }),
};

/** A session that has heard the good messages of the line. */
function prepared(line: Line): Bench {
  const bench = createBench();
  for (const message of line.before) bench.hear(message.topic, payload(message));
  bench.clear();
  return bench;
}

/** Waits run out, as in a session where nothing more comes. */
function answers(bench: Bench): string[] {
  bench.pass(5_000);
  return bench.rows.flatMap((row) =>
    row.rejection ? [`rejected ${row.rejection.reason}`] : row.flags.map((flag) => `accepted-flagged ${flag}`),
  );
}

function judge(line: Line, bytes: Uint8Array): string[] {
  const topic = readTopic(line.topic);
  switch (topic.type) {
    case 'state': {
      const judged = judgeState(topic.hostId, bytes, { hostId: 'relight', recent: [1_767_607_000_000] });
      return judged.type === 'own' ? [] : [`${judged.type === 'forged' ? 'rejected' : 'ignored'} ${judged.reason}`];
    }
    case 'command':
      return ['ignored sp-command-seen'];
    case 'other':
      return [`${topic.refused ? 'rejected' : 'ignored'} ${topic.reason}`];
    case 'data': {
      const bench = prepared(line);
      bench.hear(line.topic, bytes, line.retain);
      return [...answers(bench), ...bench.ignored.map((reason) => `ignored ${reason}`)];
    }
  }
}

const byAccessList = new Set(['S080', 'S081']);
const generatedElsewhere = new Set(['S005', 'S073']);
const direct = lines.filter(({ id }) => !byAccessList.has(id) && !generatedElsewhere.has(id));

describe.skipIf(!corpusFolder)(`the Sparkplug lines of the corpus${corpusFolder ? '' : ` (${withoutData})`}`, () => {
  it('covers all of them here or by name', () => {
    expect(lines).toHaveLength(87);
    expect(direct.filter(({ id, generator }) => generator !== undefined && !generated[id])).toEqual([]);
  });

  it.each(direct.map((line) => [line.id, line.name, line] as const))('[P10] %s %s', (id, _name, line) => {
    const bytes = generated[id]?.() ?? payload(line);
    expect(judge(line, bytes)).toContain(`${line.expect} ${line.reason}`);
  });

  it('[P10] S005 refuses every proper prefix of a good message, as damage or for its missing seq', () => {
    const line = lines.find(({ id }) => id === 'S005');
    const cut = lines.find(({ id }) => id === 'S004');
    if (!line || !cut) throw new Error('the corpus lost S004 or S005');
    const whole = Uint8Array.from([...payload(cut), 0x18, 0x02]);
    for (let length = 1; length < whole.length; length += 1) {
      const bench = prepared(line);
      bench.hear(line.topic, whole.subarray(0, length));
      expect(bench.rows.map(({ rejection }) => rejection?.reason)).toEqual([expect.stringMatching(/^sp-(decode|seq)$/)]);
      expect(bench.messages()).toEqual([]);
    }
  });

  it('S073 doubts two edges that use one name instead of flapping', () => {
    const bench = createBench();
    for (const [index, bdSeq] of [7, 31, 7, 31, 7].entries()) {
      bench.pass(1_000);
      bench.nodeBirth({ bdSeq });
      bench.deviceBirth({ position: index % 2 === 0 });
    }
    expect(bench.flags()).toContain('sp-duplicate-edge');
    expect(bench.alarms).toEqual(['sp-duplicate-edge a/rtu-1']);
    const doubted = bench.messages('switch').slice(2);
    expect(doubted.map(({ quality }) => quality)).toEqual(['questionable', 'questionable', 'questionable']);
  });

  it('applies what its notes say', () => {
    const last = (id: string): Bench => {
      const line = lines.find((candidate) => candidate.id === id);
      if (!line) throw new Error(`the corpus lost ${id}`);
      const bench = prepared(line);
      bench.hear(line.topic, payload(line), line.retain);
      return bench;
    };
    expect(last('S025').messages()).toMatchObject([{ kind: 'measurement', value: 0 }]);
    expect(last('S039').messages()).toMatchObject([{ kind: 'switch', position: 'faulty', quality: 'good' }]);
    expect(last('S040').messages()).toMatchObject([{ kind: 'switch', position: 'faulty', quality: 'invalid' }]);
    expect(last('S041').messages()).toMatchObject([{ kind: 'switch', position: 'open', quality: 'invalid' }]);
    expect(last('S042').messages()).toMatchObject([{ position: 'open', quality: 'questionable' }]);
    expect(last('S044').messages()).toMatchObject([{ position: 'open', quality: 'questionable' }]);
    expect(last('S057').messages()).toMatchObject([
      { kind: 'source', online: false },
      { kind: 'source', online: false },
    ]);
    expect(last('S062').rebirths).toEqual(['a/rtu-1']);
    expect(last('S066').messages('switch')).toMatchObject([{ position: 'open', timeSuspect: true }]);
    expect(last('S067').messages()).toMatchObject([{ position: 'open', replay: true }]);
    expect(last('S068').messages()).toMatchObject([{ position: 'open', timeSuspect: true, at: last('S068').now() }]);
    const gap = last('S052');
    expect(gap.messages()).toEqual([]);
    gap.pass(5_000);
    expect(gap.messages()).toMatchObject([{ position: 'open', replay: true }]);
    expect(gap.rebirths).toEqual(['a/rtu-1']);
    expect(gap.gaps()).toHaveLength(1);
  });
});
