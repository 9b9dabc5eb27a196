/** When storm mode is proposed, what a supervisor's switch changes, and that it survives a restart. */

import { expect, it } from 'vitest';
import { project } from '../../../../server/projections/operations.ts';
import type { Role } from '../../../../shared/roles.ts';
import { moment, type Stage, stage, switched } from '../stage.ts';
import { call, lateralFeeder, meter, pointsOf, TRANSFORMERS } from './lateralFeeder.ts';

const everybody = TRANSFORMERS.flatMap(pointsOf);
const told = (on: Stage) => project(on.core.view, 'summary', 'summary')?.stormMode;
let commit = 10_000;
const set = (stage: Stage, t: number, on: boolean, role: Role = 'supervisor') => {
  commit += 1;
  const command = { id: `storm-${commit}`, type: 'storm.set' as const, on, reason: 'wind' };
  const actor = { user: 'ann', name: 'Ann', role, areas: null };
  return stage.core.apply({ type: 'command', commit, receivedAt: moment(t), command, actor });
};

it('[P20] nothing is proposed on a quiet day', () => {
  const on = stage(lateralFeeder());
  on.hear([call('ta-1', 0, 'flicker'), call('tb-1', 300, 'low-voltage')]);
  on.wait(600);
  expect(told(on)).toBeNull();
});

it('[P20] more than one customer in twenty out proposes storm mode, and nobody but a person switches it', () => {
  const on = stage(lateralFeeder());
  on.hear([switched('r', -60, 'closed'), switched('r', 0, 'open', { cause: 'lockout' })]);
  const facts = on.wait(20);
  expect(facts).toContainEqual(expect.objectContaining({ type: 'storm.proposed', body: { on: true, reason: 'customers' } }));
  expect(told(on)).toMatchObject({ on: false, proposal: { on: true, reason: 'customers' }, meters: null });
});

it('[P20] ten times the usual calls within ten minutes propose storm mode', () => {
  const on = stage(lateralFeeder());
  for (let i = 0; i < 12; i += 1) on.hear(call(everybody[i % 24] ?? '', 30 * i, 'flicker'));
  on.wait(400);
  expect(told(on)).toMatchObject({ on: false, proposal: { on: true, reason: 'calls' } });
});

it('[P20] [A13] on by a supervisor: other thresholds, one meter a transformer, and the screen can say so', () => {
  const on = stage(lateralFeeder());
  const { facts, refusal } = set(on, 0, true);
  expect(refusal).toBeNull();
  expect(facts).toContainEqual(expect.objectContaining({ type: 'storm.on', body: { reason: 'wind', by: 'Ann' } }));
  expect(told(on)).toMatchObject({ on: true, by: 'Ann', reason: 'wind', proposal: null, meters: { used: 4, of: 24 } });
  expect(on.core.view.forecast.overlay.mode()).toBe('storm');
  on.hear(
    everybody.map((id) => meter(id, 10, 'last-gasp')),
    12,
  );
  expect(on.core.view.forecast.desk.account.totals()).toEqual({ in: 24, attached: 0, suppressed: 20, rejected: 0, pending: 4 });
  set(on, 20, false);
  expect(told(on)).toMatchObject({ on: false, meters: null });
  expect(on.core.view.forecast.overlay.mode()).toBe('normal');
});

it('[P20] the end is proposed after an hour below half of the limits', () => {
  const on = stage(lateralFeeder());
  set(on, 0, true);
  for (let t = 60; t <= 3_540; t += 60) on.wait(t);
  expect(told(on)?.proposal).toBeNull();
  on.wait(3_700);
  expect(told(on)).toMatchObject({ on: true, proposal: { on: false, reason: 'calm' } });
});

it('[P20] [E26] storm mode and the thinned meters go on after a restart', () => {
  const before = stage(lateralFeeder());
  set(before, 0, true);
  const after = stage(lateralFeeder(), {}, before.core.snapshot());
  expect(told(after)).toEqual(told(before));
  after.hear(
    everybody.map((id) => meter(id, 10, 'last-gasp')),
    12,
  );
  expect(after.core.view.forecast.desk.account.totals()).toMatchObject({ suppressed: 20, pending: 4 });
});
