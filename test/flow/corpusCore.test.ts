/** Lines of the bad-input corpus that only the core can judge: the remark is made and counted, and what their notes say holds. */

import { afterEach, describe, expect, it } from 'vitest';
import { compileNetwork } from '../../server/domain/network/compile.ts';
import { project } from '../../server/projections/operations.ts';
import { networkFile } from '../../shared/network.ts';
import { corpusNetwork } from '../support/corpusServer.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { CORPUS_NOW, publishesOf, rawOf, readCorpus } from '../support/mqttCorpus.ts';
import { type Flow, openFlow, testClock } from '../support/openFlow.ts';
import { corpusFolder, withoutData } from '../support/sharedFolders.ts';

describe.skipIf(corpusFolder === null)(`judged by the core${corpusFolder === null ? ` (${withoutData})` : ''}`, () => {
  const lines = new Map(readCorpus('mqtt-json').map((line) => [line.id, line]));
  let flow: Flow;
  afterEach(() => flow.keeper.stop());

  async function open() {
    const clock = testClock(CORPUS_NOW);
    const { network } = compileNetwork(networkFile.parse(corpusNetwork), 'corpus');
    if (!network) throw new Error('the network of the corpus has errors');
    flow = await openFlow({ network, journal: createMemoryJournal(), clock });
    return clock;
  }

  async function publish(id: string): Promise<void> {
    const line = lines.get(id);
    for (const message of (line && publishesOf(line)) ?? []) await flow.inbox.submit(rawOf(message));
  }

  const openOutages = (): number => flow.core.view.openOutages().length;
  const position = (branch: string): string => project(flow.core.view, 'device', branch)?.position ?? 'normal';

  it.each([
    ['J045', 'normal', 0],
    ['J133', 'open', 1],
    ['J158', 'intermediate', 0],
    ['J159', 'closed', 1],
    ['J160', 'open', 1],
    ['J161', 'normal', 0],
    ['J162', 'open', 1],
    ['J163', 'open', 1],
  ] as const)('[P10] %s is remarked with its reason; the breaker is %s and %i outages are open', async (id, breaker, outages) => {
    await open();
    await publish(id);
    expect(flow.remarks).toContain(lines.get(id)?.reason);
    expect([position('cb'), openOutages()]).toEqual([breaker, outages]);
    expect(flow.failures).toEqual([]);
  });

  it('[P10] J164 a chattering contact is remarked once', async () => {
    const clock = await open();
    for (let turn = 0; turn < 500; turn += 1) {
      clock.set(CORPUS_NOW + turn * 20);
      const at = clock.now();
      const said = { at, position: turn % 2 === 0 ? 'open' : 'closed', source: 'rtu-chatter', seq: turn + 1 };
      await flow.say('grid/v1/-/switch/cb', said);
    }
    expect(flow.remarks.filter((code) => code === 'chatter')).toHaveLength(1);
  });

  it('[P10] J165 a source that falls silent closes nothing and makes its points stale', async () => {
    await open();
    const { inbox, core } = flow;
    const at = CORPUS_NOW - 60_000;
    await flow.say('grid/v1/-/switch/cb', { at, position: 'open', cause: 'lockout', source: 'rtu-7', seq: 1 });
    const payload = Buffer.from(JSON.stringify({ at, source: 'rtu-7', online: false }));
    await inbox.submit({ ...rawOf({ topic: 'grid/v1/-/source/rtu-7', payload }), will: true });
    expect(flow.remarks).toContain('comm-lost');
    expect(core.view.silentSources()).toEqual(['rtu-7']);
    expect([position('cb'), openOutages()]).toEqual(['unknown', 1]);
  });
});
