/** Outages from what switches report. */

import { describe, expect, it } from 'vitest';
import { ids, outageDetail, project, servicePointDetail } from '../../../../server/projections/operations.ts';
import type { RecordOf } from '../../../../shared/records/record.ts';
import { compiled, type Stage, stage, switched, twoFeeders } from '../stage.ts';

const network = compiled(twoFeeders());

function openOutages({ core }: Stage): RecordOf<'outage'>[] {
  return ids(core.view, 'outage')
    .map((id) => project(core.view, 'outage', id))
    .filter((record) => record !== null)
    .filter(({ state }) => state === 'confirmed' || state === 'partially-restored')
    .sort((a, b) => (a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : a.device.id < b.device.id ? -1 : 1));
}

const summary = ({ core }: Stage) => project(core.view, 'summary', 'summary');
const balanced = ({ core }: Stage) => expect(core.checkInvariants()).toBeNull();

describe('a trip', () => {
  it('[O4][O5] an uncommanded opening confirms an outage for its whole extent at once', () => {
    const on = stage(network);
    const facts = on.hear(switched('r1', 0, 'open', { cause: 'trip' }));
    const [outage] = openOutages(on);
    expect(outage).toMatchObject({
      state: 'confirmed',
      origin: 'scada',
      device: { id: 'r1', kind: 'recloser' },
      customersOut: 1110,
      possiblyMomentary: true,
      cause: 'protection-trip',
      feeder: 'f1',
      startedAt: '2026-01-05T10:00:00.000Z',
    });
    expect(outage?.areas).toEqual([
      { id: 'east', customersOut: 1000 },
      { id: 'west', customersOut: 110 },
    ]);
    expect(facts.map(({ type }) => type)).toContain('outage.confirmed');
    expect(summary(on)).toMatchObject({ customersOut: 1110, servicePointsOut: 3, outagesOpen: 1 });
    balanced(on);
  });

  it('[O8][O9] is possibly momentary until lockout is given, or inferred after sixty seconds', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { cause: 'trip' }));
    on.wait(59);
    expect(openOutages(on)[0]?.possiblyMomentary).toBe(true);
    on.wait(60);
    expect(openOutages(on)[0]?.possiblyMomentary).toBe(false);
    const locked = stage(network);
    locked.hear(switched('r1', 0, 'open', { cause: 'trip' }));
    locked.hear(switched('r1', 5, 'open', { cause: 'lockout' }));
    expect(openOutages(locked)[0]?.possiblyMomentary).toBe(false);
  });

  it('[O6][E7] a commanded opening is a switching outage', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { cause: 'command' }));
    expect(openOutages(on)[0]).toMatchObject({ origin: 'switching', possiblyMomentary: false });
  });

  it('[O10][O11] closing within the limit voids it as momentary, after the limit restores it', () => {
    const on = stage(network);
    on.hear([switched('r1', 0, 'open'), switched('r1', 300, 'closed')]);
    expect(openOutages(on)).toEqual([]);
    expect(on.core.view.momentary()).toEqual({ events: 1, customers: 1110 });
    const long = stage(network);
    long.hear([switched('r1', 0, 'open'), switched('r1', 300.001, 'closed')]);
    const [id] = ids(long.core.view, 'outage');
    expect(project(long.core.view, 'outage', id ?? '')).toMatchObject({
      state: 'restored',
      momentary: false,
      customersOut: 0,
      customersPeak: 1110,
    });
    expect(long.core.view.momentary()).toEqual({ events: 0, customers: 0 });
    balanced(long);
  });

  it('[O12] a lockout after shots is one outage from the first opening, and the shots are not counted', () => {
    const on = stage(network);
    on.hear([switched('r1', 0, 'open'), switched('r1', 2, 'closed'), switched('r1', 4, 'open', { cause: 'lockout' })]);
    expect(openOutages(on)).toHaveLength(1);
    expect(openOutages(on)[0]).toMatchObject({ startedAt: '2026-01-05T10:00:00.000Z', customersOut: 1110, possiblyMomentary: false });
    on.hear(switched('r1', 2700, 'closed'));
    const [id] = ids(on.core.view, 'outage');
    expect(outageDetail(on.core.view, id ?? '')?.steps).toEqual([
      { at: '2026-01-05T10:45:00.000Z', customers: 1110, servicePoints: 3, how: 'switch-closed' },
    ]);
    expect(on.core.view.momentary()).toEqual({ events: 0, customers: 0 });
  });

  it('[O12] a shot separated by a longer live gap is left out when its sequence ends sustained', () => {
    const on = stage(network);
    on.hear([
      switched('r1', 0, 'open'),
      switched('r1', 2, 'closed'),
      switched('r1', 100, 'open', { cause: 'lockout' }),
      switched('r1', 2700, 'closed'),
    ]);
    const outages = [...on.core.view.outages()];
    expect(outages.map(({ state, startedAt, counted }) => [state, startedAt % 1_000_000, counted]).length).toBe(2);
    expect(on.core.view.momentary()).toEqual({ events: 0, customers: 0 });
  });
});

describe('coming back', () => {
  it('[O14][N17] closing a tie brings part back as a step, and the rest stays out', () => {
    const on = stage(network);
    on.hear(switched('cb1', 0, 'open', { cause: 'lockout' }));
    expect(summary(on)?.customersOut).toBe(1111);
    on.hear([switched('r1', 400, 'open', { cause: 'command' }), switched('tie', 500, 'closed', { cause: 'command' })]);
    expect(openOutages(on)).toHaveLength(1);
    expect(openOutages(on)[0]).toMatchObject({ device: { id: 'cb1' }, state: 'partially-restored', customersOut: 1 });
    expect(project(on.core.view, 'device', 'la')).toMatchObject({ supply: 'off', deadPhases: 'ABC' });
    expect(servicePointDetail(on.core.view, 'sa3')).toMatchObject({ power: 'on', feeder: 'f1', currentFeeder: 'f2', outage: null });
    balanced(on);
  });

  it('[O17] what stays dark behind another open switch becomes a nested outage with the start of its parent', () => {
    const on = stage(network);
    on.hear([switched('cb1', 0, 'open', { cause: 'lockout' }), switched('r1', 10, 'open'), switched('cb1', 600, 'closed')]);
    const [nested] = openOutages(on);
    const parent = [...on.core.view.outages()].find(({ device }) => network.branches.ids[device] === 'cb1');
    expect(nested).toMatchObject({ device: { id: 'r1' }, customersOut: 1110, startedAt: '2026-01-05T10:00:00.000Z', parent: parent?.id });
    expect(parent).toMatchObject({ state: 'restored' });
    balanced(on);
  });

  it('[O22] an earlier outage keeps its customers when a larger one comes', () => {
    const on = stage(network);
    on.hear([switched('r1', 0, 'open', { cause: 'lockout' }), switched('cb1', 100, 'open', { cause: 'lockout' })]);
    expect(openOutages(on).map(({ device, customersOut }) => [device.id, customersOut])).toEqual([
      ['r1', 1110],
      ['cb1', 1],
    ]);
    on.hear(switched('r1', 500, 'closed'));
    expect(openOutages(on).map(({ device, customersOut }) => [device.id, customersOut])).toEqual([['cb1', 1111]]);
    balanced(on);
    on.hear(switched('cb1', 900, 'closed'));
    expect(openOutages(on)).toEqual([]);
    expect(summary(on)?.customersOut).toBe(0);
  });
});
