/** The telemetry scenarios of the oracle: trips, reclosing, one phase, lost communication. */

import { describe, expect, it } from 'vitest';
import { ids, project, servicePointDetail } from '../../../server/projections/operations.ts';
import { oracleFolder, withoutData } from '../../support/sharedFolders.ts';
import { messagesOf, type OracleCheck, predictionMicro, quiet } from './predictionMicro.ts';
import { moment, type Stage, stage } from './stage.ts';

const UNFINISHED = new Set(['confirmed', 'partially-restored']);

function openOf({ core }: Stage) {
  return ids(core.view, 'outage')
    .map((id) => project(core.view, 'outage', id))
    .filter((record) => record !== null)
    .filter(({ state }) => UNFINISHED.has(state));
}

/** Everything telemetry alone decides. */
function expectCheck(on: Stage, check: OracleCheck): void {
  const expected = check.open.filter(({ basis, state }) => basis === 'scada' && UNFINISHED.has(state));
  const open = openOf(on);
  expect(open.map(({ device }) => device.id)).toEqual(expected.map(({ device }) => device));
  expected.forEach((each, i) => {
    expect(open[i]?.customersOut).toBe(each.customers);
    if (each.possiblyMomentary !== undefined) expect(open[i]?.possiblyMomentary).toBe(each.possiblyMomentary);
    if (each.phases !== undefined) expect(open[i]?.phases).toBe(each.phases);
    if (each.startT !== undefined) expect(Date.parse(open[i]?.startedAt ?? '')).toBe(moment(each.startT));
    if (each.startRange !== undefined) {
      expect([open[i]?.startedAfter, open[i]?.startedAt].map((time) => Date.parse(time ?? ''))).toEqual(each.startRange.map(moment));
      expect(open[i]?.startUncertain).toBe(true);
    }
  });
  const summary = project(on.core.view, 'summary', 'summary');
  expect(summary).toMatchObject({
    customersOut: check.customers.confirmed,
    customersPartial: check.customers.partial,
    customersUnknown: check.customers.unknown,
  });
  expect(on.core.view.momentary()).toEqual(check.momentary);
  if (check.comms) expect(on.core.view.silentSources()).toHaveLength(check.comms.incidentsOpen);
  expect(on.core.checkInvariants()).toBeNull();
}

describe.skipIf(!oracleFolder)(`prediction-micro, telemetry part (${withoutData})`, () => {
  const micro = oracleFolder ? predictionMicro(oracleFolder) : null;

  function play(id: string, upTo = Number.POSITIVE_INFINITY, settings = {}): Stage {
    if (!micro) throw new Error(withoutData);
    const { events, checks } = micro.scenario(id);
    const on = stage(micro.network, settings);
    on.hear(quiet(-30));
    let done = 0;
    for (const check of checks.filter(({ t }) => t <= upTo)) {
      for (; (events[done]?.t ?? Number.POSITIVE_INFINITY) <= check.t; done += 1) on.hear(messagesOf(events[done]!));
      on.wait(check.t);
      expectCheck(on, check);
    }
    return on;
  }

  it('[S5][O5][O8] an uncommanded trip confirms at once and may still be momentary', () => {
    play('S5');
  });
  it('[S6][O11][O12] a reclose after 3.2 s leaves one momentary and nothing open', () => {
    play('S6');
  });
  it('[S7][O9] a trip to lockout is confirmed for all forty customers, and over when the recloser is back', () => {
    const on = play('S7', 60);
    on.hear(messagesOf(micro!.scenario('S7').events[2]!));
    expect(project(on.core.view, 'outage', ids(on.core.view, 'outage')[0] ?? '')).toMatchObject({
      state: 'restored',
      customersOut: 0,
      customersPeak: 40,
    });
  });
  it('[S8][N6][N8][N9] one open phase takes supply from its own service points only', () => {
    const on = play('S8');
    const check = micro!.scenario('S8').checks[0]!;
    const power = (state: string) => micro!.network.servicePoints.ids.filter((id) => servicePointDetail(on.core.view, id)?.power === state);
    expect(power('out')).toEqual(check.servicePointsOff);
    expect(power('partial')).toEqual(check.servicePointsPartial);
    expect(project(on.core.view, 'device', 'R1')).toMatchObject({ openPhases: 'B' });
  });
  it('[S8][N9] partly supplied customers can be left out of the count', () => {
    const on = stage(micro!.network, { partialPhaseCounts: false });
    on.hear(quiet(-30));
    on.hear(messagesOf(micro!.scenario('S8').events[0]!));
    expect(project(on.core.view, 'summary', 'summary')?.customersOut).toBe(micro!.scenario('S8').checks[0]?.customersIfPartialNotCounted);
    expect(on.core.checkInvariants()).toBeNull();
  });
  it('[S9][E18][E22][E30] lost telemetry makes customers unknown and opens nothing', () => {
    play('S9');
  });
  it('[S9b][E23] an opening found after a silence has an uncertain start', () => {
    play('S9b');
  });
});
