/** What people do to outages, and what is refused. */

import { describe, expect, it } from 'vitest';
import { outageDetail, project, servicePointDetail } from '../../../../server/projections/operations.ts';
import type { Command } from '../../../../shared/commands.ts';
import type { Actor } from '../../../../shared/roles.ts';
import { formatTime } from '../../../../shared/time.ts';
import { compiled, moment, type Stage, stage, switched, twoFeeders } from '../stage.ts';

const network = compiled(twoFeeders());
const dispatcher: Actor = { user: 'd1', name: 'Dora', role: 'dispatcher', areas: null };

let number = 0;
type Asked = Command extends infer C ? (C extends Command ? Omit<C, 'id'> : never) : never;

function ask(on: Stage, t: number, asked: Asked, actor = dispatcher) {
  number += 1;
  const command: Command = { ...asked, id: `c${number}` };
  const checked = on.core.check(command, actor);
  const applied = on.core.apply({ type: 'command', commit: 10_000 + number, receivedAt: moment(t), command, actor });
  expect(applied.refusal).toEqual(checked);
  expect(on.core.checkInvariants()).toBeNull();
  return applied;
}

const open = ({ core }: Stage) =>
  [...core.view.openOutages()].filter(({ state }) => state !== 'predicted').map((outage) => project(core.view, 'outage', outage.id)!);
const out = ({ core }: Stage) => project(core.view, 'summary', 'summary')?.customersOut;

function fuseBlown(): Stage {
  const on = stage(network);
  on.wait(100);
  ask(on, 100, { type: 'outage.confirm', outage: 'new', device: 'fu1', startedAt: formatTime(moment(0)), reason: 'crew saw it' });
  return on;
}

describe('confirming', () => {
  it('[N12][O16] a person opens an outage on a fuse, from the moment it began', () => {
    const on = fuseBlown();
    expect(open(on)).toMatchObject([{ device: { id: 'fu1' }, origin: 'manual', customersOut: 100, startedAt: formatTime(moment(0)) }]);
    expect(project(on.core.view, 'device', 'fu1')).toMatchObject({ position: 'open' });
    expect(servicePointDetail(on.core.view, 'sa3')).toMatchObject({ power: 'out', since: formatTime(moment(0)) });
  });

  it('[N11] good telemetry cannot be overruled by a word', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'closed'));
    expect(ask(on, 10, { type: 'outage.confirm', outage: 'new', device: 'r1' }).refusal?.code).toBe('conflict');
  });

  it('[O13][S6b] who was dark already leaves the momentary of that time', () => {
    const on = stage(network);
    on.hear([switched('r1', 240, 'open'), switched('r1', 243, 'closed')]);
    expect(on.core.view.momentary()).toEqual({ events: 1, customers: 1110 });
    on.wait(3600);
    ask(on, 3600, { type: 'outage.confirm', outage: 'new', device: 'fu1', startedAt: formatTime(moment(0)) });
    expect(on.core.view.momentary()).toEqual({ events: 1, customers: 1010 });
  });

  it('[O16] a start in the future, or further back than a dispatcher may, is refused', () => {
    const on = stage(network);
    on.wait(100);
    expect(ask(on, 100, { type: 'outage.confirm', outage: 'new', device: 'fu1', startedAt: formatTime(moment(200)) }).refusal?.code).toBe(
      'value-range',
    );
    const longAgo = formatTime(moment(-25 * 3600));
    expect(ask(on, 100, { type: 'outage.confirm', outage: 'new', device: 'fu1', startedAt: longAgo }).refusal?.code).toBe('value-range');
    const supervisor: Actor = { ...dispatcher, role: 'supervisor' };
    expect(ask(on, 100, { type: 'outage.confirm', outage: 'new', device: 'fu1', startedAt: longAgo }, supervisor).refusal).toBeNull();
  });

  it('[P7] an outage outside the own areas does not exist', () => {
    const on = fuseBlown();
    const id = open(on)[0]!.id;
    const foreign: Actor = { ...dispatcher, areas: ['east'] };
    expect(ask(on, 110, { type: 'outage.acknowledge', outage: id }, foreign).refusal?.code).toBe('not-found');
  });
});

describe('ending', () => {
  it('[E21] closing an outage with people out needs the word that supply is back', () => {
    const on = fuseBlown();
    const id = open(on)[0]!.id;
    expect(ask(on, 4000, { type: 'outage.closeWithReason', outage: id, reason: 'done' }).refusal?.code).toBe('conflict');
    ask(on, 4000, { type: 'outage.closeWithReason', outage: id, reason: 'fuse replaced', restored: true });
    expect(project(on.core.view, 'outage', id)).toMatchObject({ state: 'restored', restoredAt: formatTime(moment(4000)), customersOut: 0 });
    expect(outageDetail(on.core.view, id)?.steps).toMatchObject([{ customers: 100, how: 'by-person' }]);
    ask(on, 4100, { type: 'outage.closeWithReason', outage: id, reason: 'verified by call' });
    expect(project(on.core.view, 'outage', id)).toMatchObject({ state: 'closed', verification: 'skipped' });
    ask(on, 4200, { type: 'outage.reopen', outage: id, reason: 'one more check' });
    expect(project(on.core.view, 'outage', id)).toMatchObject({ state: 'restored' });
  });

  it('[E21] a switch that telemetry says is open is not closed by a word', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { cause: 'lockout' }));
    const id = open(on)[0]!.id;
    expect(ask(on, 100, { type: 'outage.closeWithReason', outage: id, reason: 'x', restored: true }).refusal?.code).toBe('conflict');
    expect(ask(on, 100, { type: 'outage.cancel', outage: id, reason: 'x' }).refusal?.code).toBe('conflict');
  });

  it('[O3] cancelling leaves no interruption behind', () => {
    const on = fuseBlown();
    const id = open(on)[0]!.id;
    ask(on, 4000, { type: 'outage.cancel', outage: id, reason: 'wrong fuse' });
    expect(project(on.core.view, 'outage', id)).toMatchObject({ state: 'void', voidReason: 'cancelled' });
    expect(outageDetail(on.core.view, id)?.steps).toEqual([]);
    expect(out(on)).toBe(0);
  });
});

describe('merging and splitting', () => {
  function twoFuses(): { on: Stage; first: string; second: string } {
    const on = fuseBlown();
    ask(on, 200, { type: 'outage.confirm', outage: 'new', device: 'fu2' });
    const [first, second] = open(on).map(({ id }) => id);
    return { on, first: first!, second: second! };
  }

  it('[O15][O18] merging moves everybody and keeps their own starts; the other id stays as a redirect', () => {
    const { on, first, second } = twoFuses();
    ask(on, 300, { type: 'outage.merge', outage: second, into: first });
    expect(project(on.core.view, 'outage', first)).toMatchObject({ customersOut: 1100 });
    expect(project(on.core.view, 'outage', second)).toMatchObject({
      state: 'void',
      voidReason: 'merged-into',
      mergedInto: first,
      customersOut: 0,
    });
    expect(servicePointDetail(on.core.view, 'sa4')).toMatchObject({ outage: first, since: formatTime(moment(200)) });
    expect(ask(on, 310, { type: 'outage.merge', outage: second, into: first }).refusal?.code).toBe('conflict');
  });

  it('[O19] splitting gives two disjoint parts that sum to the whole', () => {
    const on = stage(network);
    on.hear(switched('r1', 0, 'open', { cause: 'lockout' }));
    const id = open(on)[0]!.id;
    ask(on, 100, { type: 'outage.split', outage: id, device: 'fu2' });
    expect(open(on).map(({ device, customersOut, startedAt }) => [device.id, customersOut, startedAt])).toEqual([
      ['r1', 110, formatTime(moment(0))],
      ['fu2', 1000, formatTime(moment(0))],
    ]);
    expect(ask(on, 110, { type: 'outage.split', outage: id, servicePoints: ['sa4'] }).refusal?.code).toBe('reference');
    on.hear(switched('r1', 900, 'closed'));
    expect(out(on)).toBe(0);
    expect(open(on)).toEqual([]);
  });
});

describe('words on an outage', () => {
  it('[O24][T11] cause, estimate, acknowledgement and comment are kept with their author', () => {
    const on = fuseBlown();
    const id = open(on)[0]!.id;
    ask(on, 110, { type: 'outage.acknowledge', outage: id });
    ask(on, 120, { type: 'outage.setCause', outage: id, cause: 'tree' });
    ask(on, 130, { type: 'outage.setEstimate', outage: id, at: formatTime(moment(7200)) });
    ask(on, 140, { type: 'outage.comment', outage: id, text: 'road closed' });
    expect(ask(on, 150, { type: 'outage.setEstimate', outage: id, at: formatTime(moment(10)) }).refusal?.code).toBe('value-range');
    const detail = outageDetail(on.core.view, id);
    expect(detail).toMatchObject({
      acknowledged: true,
      cause: 'tree',
      estimatedRestoration: { at: formatTime(moment(7200)), source: 'dispatcher' },
    });
    expect(detail?.history.filter(({ by }) => by === 'Dora').map(({ what }) => what)).toEqual([
      'confirmed',
      'acknowledged',
      'cause-set',
      'estimate-set',
      'commented',
    ]);
  });

  it('[E26] a late message before a command leaves the command in force', () => {
    const on = stage(network);
    on.hear(switched('r1', 10, 'open', { cause: 'lockout' }));
    const id = open(on)[0]!.id;
    ask(on, 100, { type: 'outage.setCause', outage: id, cause: 'tree' });
    on.hear(switched('cb2', 50, 'open', { cause: 'lockout', source: 'rtu-2' }), 120);
    on.hear(switched('r1', 5, 'closed'), 130);
    expect(project(on.core.view, 'outage', id)).toMatchObject({ cause: 'tree', customersOut: 1110 });
  });
});
