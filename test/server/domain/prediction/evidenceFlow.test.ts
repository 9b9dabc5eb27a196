/** What calls, meters, measurements and silence lead to, from the first word to the end of the outage. */

import { expect, it } from 'vitest';
import type { Fact } from '../../../../server/domain/core.ts';
import { outageDetail } from '../../../../server/projections/operations.ts';
import type { FaultIndicatorMessage } from '../../../../shared/messages/faultIndicator.ts';
import { moment, type Stage, stage, switched } from '../stage.ts';
import { call, lateralFeeder, measured, meter, pointsOf } from './lateralFeeder.ts';

const quiet = (): Stage => {
  const on = stage(lateralFeeder());
  on.hear([switched('cb', -60, 'closed'), switched('r', -60, 'closed'), meter('td-6', -50, 'ping-on')]);
  return on;
};
const pinged = (facts: readonly Fact[]) => facts.filter(({ type }) => type === 'ping.requested').map(({ body }) => body.servicePoint);
const open = (on: Stage) => on.core.view.openOutages().map(({ device, state }) => [on.core.view.network.branches.ids[device], state]);
const below = [...pointsOf('ta'), ...pointsOf('tb')];

/** Every meter below the first fuse gasps at second 0, and the fuse is confirmed. */
function fuseBlown(): Stage {
  const on = quiet();
  on.hear(
    below.map((id) => meter(id, 0, 'last-gasp')),
    3,
  );
  on.wait(46);
  on.wait(200);
  expect(open(on)).toEqual([['fu1', 'confirmed']]);
  return on;
}

it('[A8] [P18] a lone caller has the own meter asked first, and an answer makes it a visit to the customer, not an outage', () => {
  const on = quiet();
  const facts = [...on.hear(call('ta-1', 0)), ...on.wait(1), ...on.wait(2)];
  expect(pinged(facts)).toContain('ta-1');
  expect(open(on)).toEqual([['ta', 'predicted']]);
  const answered = on.hear(meter('ta-1', 4, 'ping-on'));
  expect(answered).toContainEqual(expect.objectContaining({ type: 'call.check-at-customer' }));
  expect(open(on)).toEqual([]);
});

it('[A9] [A12] silence of a caller\u2019s meter supports the call, and darkens nobody beside it', () => {
  const on = quiet();
  on.hear(call('ta-1', 0));
  for (let t = 1; t <= 10; t += 1) on.wait(t);
  for (const id of pointsOf('ta').slice(1)) on.hear(meter(id, 11, 'ping-on'));
  on.wait(140);
  const [prediction] = on.core.view.openOutages();
  expect(prediction?.prediction).toMatchObject({ level: 'service', calls: 1, meters: 1, confidence: 'high' });
});

it('[E31] [P17] a prediction whose meters come back before it was confirmed was real, and is over', () => {
  const on = quiet();
  on.hear(
    below.slice(0, 7).map((id) => meter(id, 0, 'last-gasp')),
    3,
  );
  on.wait(46);
  expect(open(on)).toEqual([['fu1', 'predicted']]);
  on.hear([meter('ta-1', 400, 'power-up'), meter('ta-2', 402, 'power-up')]);
  expect(open(on)).toEqual([]);
  const [ended] = [...on.core.view.outages()];
  expect(ended).toMatchObject({ origin: 'meters', startedAt: moment(0), restoredAt: moment(400), customersPeak: 24 });
});

it('[E31] [J162] two meters that power up end a confirmed outage nobody measures; one answer to a ping does not', () => {
  const on = fuseBlown();
  on.hear(meter('ta-1', 300, 'ping-on'));
  expect(open(on)).toEqual([['fu1', 'confirmed']]);
  const facts = on.hear([meter('ta-2', 310, 'power-up'), meter('tb-1', 311, 'power-up')]);
  expect(facts).toContainEqual(expect.objectContaining({ type: 'message.flagged' }));
  expect(open(on)).toEqual([]);
});

it('[E26] a restart between the meters that come back changes nothing', () => {
  const on = fuseBlown();
  on.hear(meter('ta-2', 310, 'power-up'));
  const after = stage(lateralFeeder(), {}, on.core.snapshot());
  expect(open(after)).toEqual([['fu1', 'confirmed']]);
  after.hear(meter('tb-1', 311, 'power-up'));
  expect(open(after)).toEqual([]);
});

it('[E31] [E33] load beyond a fuse proves it closed again', () => {
  const on = fuseBlown();
  on.hear(measured('fu1', 400, 'current', 0.5));
  expect(open(on)).toEqual([['fu1', 'confirmed']]);
  on.hear(measured('fu1', 420, 'current', 40));
  expect(open(on)).toEqual([]);
  expect(on.core.checkInvariants()).toBeNull();
});

it('[P15] [F2] an indicator that saw fault current supports the device in its explanation', () => {
  const on = quiet();
  const { kind: _kind, ...envelope } = meter('fu1', 1, 'ping-on');
  if (!('area' in envelope)) return;
  const { id, at, area, source, seq, eventId, quality, test, replay, timeSuspect } = envelope;
  const indicator: FaultIndicatorMessage = {
    ...{ id, at, area, source, seq, eventId, quality, test, replay, timeSuspect },
    kind: 'fault-indicator',
    state: 'fault',
    phases: null,
    direction: null,
  };
  on.hear(indicator);
  on.hear([call('ta-1', 20), call('ta-2', 30), call('tb-1', 40)]);
  const detail = outageDetail(on.core.view, on.core.view.openOutages()[0]?.id ?? '');
  expect(detail?.explanation?.for).toContainEqual({ code: 'fault-indicator', values: { branch: 'fu1' } });
});

it('[P14] a settled prediction stays, and newer evidence for more is proposed', () => {
  const on = stage(lateralFeeder());
  on.hear([call('ta-1', 0), call('ta-2', 10)]);
  on.wait(1_300);
  on.hear([call('tb-1', 1_310), call('tb-2', 1_320), call('ta-3', 1_330)]);
  on.wait(1_331);
  const records = on.core.view.openOutages().map(({ id }) => outageDetail(on.core.view, id));
  const settled = records.find((record) => record?.device.id === 'ta');
  expect(settled?.state).toBe('predicted');
  expect(settled?.proposal).toEqual({ kind: 'move-up', device: 'fu1', name: 'fu1' });
});

it('[O1] a confirmed trouble of one customer is shown as that customer\u2019s, not as the transformer\u2019s', () => {
  const on = stage(lateralFeeder());
  on.hear(call('ta-1', 0));
  const [prediction] = on.core.view.openOutages();
  const command = { id: 'c-1', type: 'outage.confirm' as const, outage: prediction?.id ?? '' };
  const actor = { user: 'ann', name: 'Ann', role: 'dispatcher' as const, areas: null };
  on.core.apply({ type: 'command', commit: 900, receivedAt: moment(60), command, actor });
  const detail = outageDetail(on.core.view, on.core.view.openOutages()[0]?.id ?? '');
  expect(detail).toMatchObject({ state: 'confirmed', level: 'service', device: { id: 'ta-1', kind: 'service-point' }, customersOut: 2 });
});
