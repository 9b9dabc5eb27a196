/** The door of messages: nothing is handed on before it is written down, order holds, and a restart hears the same. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DoorRefusal } from '../../server/doorPorts.ts';
import { createInbox, type InboxOptions } from '../../server/inbox.ts';
import type { RawMessage, SparkplugHeard } from '../../server/ports.ts';
import { createCollectingPipeline } from '../support/collectingPipeline.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { CORPUS_NOW, corpusIds, goodSwitch, rawOf } from '../support/mqttCorpus.ts';
import { corpusClock } from '../support/testBroker.ts';

const SWITCH = 'grid/v1/-/switch/cb';
const good = (): RawMessage => rawOf({ topic: SWITCH, payload: Buffer.from(goodSwitch()) });
const bad = (): RawMessage => rawOf({ topic: SWITCH, payload: Buffer.from('{}') });

function openDoor(more: Partial<InboxOptions> = {}) {
  const journal = createMemoryJournal();
  const pipeline = createCollectingPipeline();
  const inbox = createInbox({ journal, known: corpusIds, clock: corpusClock, pipeline, ...more });
  return { journal, pipeline, inbox };
}

describe('live', () => {
  it('[P1] a submit settles only after the commit, and its message is applied by then', async () => {
    const { journal, pipeline, inbox } = openDoor();
    const release = journal.hold();
    let settled = false;
    const submitted = inbox.submit(good()).then(() => {
      settled = true;
    });
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    expect([settled, pipeline.heard.length]).toEqual([false, 0]);
    release();
    await submitted;
    expect(pipeline.heard.map(({ commit }) => commit)).toEqual([1]);
  });

  it('[P12] while nothing can be recorded every submit is refused and nothing is applied', async () => {
    const { journal, pipeline, inbox } = openDoor();
    journal.setRecording(false);
    await expect(inbox.submit(good())).rejects.toThrow(/recorded/);
    await expect(inbox.submit(bad())).rejects.toThrow(/recorded/);
    expect(pipeline.commits).toEqual([]);
  });

  it('[P5] whatever comes in whatever mix is applied in commit order without holes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('good', 'bad', 'broker', 'again'), { maxLength: 60 }), async (mix) => {
        const { journal, pipeline, inbox } = openDoor();
        const first = good();
        const submit = { good: () => inbox.submit(good()), bad: () => inbox.submit(bad()), again: () => inbox.submit(first) };
        await Promise.all(mix.map((kind) => (kind === 'broker' ? inbox.brokerChanged('mqtt://b', true) : submit[kind]())));
        expect(pipeline.commits).toEqual(Array.from({ length: journal.head() }, (_, i) => i + 1));
        const { received, accepted, duplicates, rejected } = journal.totals();
        expect(received).toBe(accepted + duplicates + rejected);
      }),
      { numRuns: 50 },
    );
  });

  it('[P10] long refused bytes are kept cut, with their length and hash', async () => {
    const { journal, inbox } = openDoor();
    await inbox.submit(rawOf({ topic: SWITCH, payload: Buffer.alloc(70_000, 'a') }));
    const [kept] = (await journal.rejections(1)).items;
    expect(kept).toMatchObject({ reason: 'too-large', detail: expect.stringMatching(/70000 bytes, sha256 [0-9a-f]{64}$/) });
    expect(kept?.payload).toHaveLength(4_096);
  });

  it('[P15] a source that is not one of the identity is turned away and leaves no row', async () => {
    const refusals: DoorRefusal[] = [];
    const { journal, inbox } = openDoor({ maySpeakFor: () => false, onRefused: (refusal) => refusals.push(refusal) });
    await expect(inbox.submit(good())).rejects.toThrow(/source-mismatch/);
    expect([refusals.map(({ reason }) => reason), journal.totals().received]).toEqual([['source-mismatch'], 0]);
  });

  it('simulated time moves after what came before it was handed to the journal', async () => {
    const order: string[] = [];
    const journal = createMemoryJournal();
    const { inbox } = openDoor({
      journal: {
        ...journal,
        append: (entries) => {
          order.push(...entries.map((entry) => ('kind' in entry ? entry.kind : entry.type)));
          return journal.append(entries);
        },
      },
      clock: { ...corpusClock, simulated: true },
      setClock: (at) => order.push(`now ${at - CORPUS_NOW}`),
    });
    const clock = rawOf({ topic: 'grid/v1/-/clock/sim', payload: Buffer.from(JSON.stringify({ at: CORPUS_NOW + 1_000 })) });
    await Promise.all([inbox.submit(good()), inbox.submit(clock), inbox.submit(good())]);
    expect(order).toEqual(['switch', 'clock', 'now 1000', 'switch']);
  });
});

describe('Sparkplug', () => {
  const heard = (rejection: SparkplugHeard['rejection'] = null): SparkplugHeard => ({
    raw: { ...good(), topic: 'spBv1.0/a/NDATA/rtu-1', qos: 0 },
    identity: { source: 'rtu-1', epoch: '7', seq: 3, eventId: null, contentHash: 'h', at: CORPUS_NOW },
    decoded: [],
    flags: ['sp-gap'],
    rejection,
    gaps: [{ source: 'rtu-1', from: CORPUS_NOW - 5, to: CORPUS_NOW }],
  });

  it('[P3] a payload is one row with its gaps beside it, a refused one is kept for inspection', async () => {
    const { journal, pipeline, inbox } = openDoor();
    await inbox.submitSparkplug(heard());
    await inbox.submitSparkplug(heard({ reason: 'sp-decode', detail: 'cut' }));
    expect(journal.rows.map(({ type, kind }) => [type, kind])).toEqual([
      ['internal', 'coverage-gap'],
      ['message', 'sparkplug'],
      ['internal', 'coverage-gap'],
    ]);
    expect((await journal.rejections(9)).items).toMatchObject([{ reason: 'sp-decode', source: 'rtu-1' }]);
    expect(pipeline.commits).toEqual([1, 2, 3]);
  });
});

describe('restart', () => {
  it('[P9] every row gives the pipeline what it gave when it was live', async () => {
    const { journal, pipeline, inbox } = openDoor();
    await inbox.submit(good());
    await inbox.submit({ ...good(), qos: 0, retain: true });
    await inbox.submit({
      ...rawOf({ topic: 'grid/v1/-/source/rtu', payload: Buffer.from('{"at":1767600000000,"online":false}') }),
      will: true,
    });
    await inbox.submit({
      ...rawOf({ topic: 'grid/v1/-/source/rtu', payload: Buffer.from('{"at":1767600000000,"online":false}') }),
      broker: 'mqtt://b',
    });
    await inbox.submit(rawOf({ topic: 'grid/v1/-/meter/sp-t1-0', payload: Buffer.from('{"at":1767500000000,"event":"last-gasp"}') }));
    await inbox.brokerChanged('mqtt://b', false);
    const again = createCollectingPipeline();
    const restarted = createInbox({ journal, known: corpusIds, clock: corpusClock, pipeline: again });
    for (const row of await journal.inboxAfter(0, 100)) restarted.restore(row);
    expect(again).toMatchObject({ heard: pipeline.heard, brokers: pipeline.brokers, commits: pipeline.commits });
  });

  it('a row the network no longer knows keeps its place and has no effect', async () => {
    const { journal, inbox } = openDoor();
    await inbox.submit(good());
    const again = createCollectingPipeline();
    const restarted = createInbox({ journal, known: { ...corpusIds, isSwitch: () => false }, clock: corpusClock, pipeline: again });
    for (const row of await journal.inboxAfter(0, 100)) restarted.restore(row);
    expect([again.commits, again.heard]).toEqual([[1], []]);
  });
});
