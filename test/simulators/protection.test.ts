/** What protection does with a fault, as sequences of switch operations and what customers feel. */

import { describe, expect, it } from 'vitest';
import { startHiddenFaults } from '../../simulators/hiddenFaults.ts';
import { type Strike, strike } from '../../simulators/protection.ts';
import { createWorld, type World } from '../../simulators/world.ts';
import { gridOf, START } from './support/runScenario.ts';
import { village } from './support/village.ts';

const HOUR = 3_600_000;
const grid = gridOf(village());
const at = (id: string): number => grid.branchIds.indexOf(id);

type Log = { readonly world: World; readonly operations: string[]; readonly story: string[] };

function given(): Log {
  const world = createWorld({ grid, seed: 1, startAt: START, endAt: START + 2 * HOUR });
  const operations: string[] = [];
  const story: string[] = [];
  world.listen((event) => {
    if (event.type === 'switch') operations.push(`${grid.branchIds[event.branch]} ${event.position} ${event.cause}`);
    if (event.type === 'fault') story.push(`${event.fault.kind} ${grid.branchIds[event.fault.device]} -${event.fault.servicePoints}`);
    if (event.type === 'restored') story.push(`${grid.branchIds[event.fault.device]} +${event.servicePoints}`);
    if (event.type === 'locked-out') story.push(`locked out ${grid.branchIds[event.fault.device]}`);
  });
  return { world, operations, story };
}

function hit(log: Log, what: Omit<Strike, 'device' | 'location'> & { device: string; location: string }): Log {
  strike(log.world, { ...what, device: at(what.device), location: at(what.location) });
  log.world.advance(log.world.now() + 120_000);
  return log;
}

describe('protection', () => {
  it('a recloser tries twice and locks out; its customers are dark from the first trip on', () => {
    const { operations, story } = hit(given(), { device: 'f0-rc', location: 'f0-l2', lasting: true });
    expect(operations).toEqual(['open trip', 'closed reclose', 'open trip', 'closed reclose', 'open lockout'].map((one) => `f0-rc ${one}`));
    expect(story).toEqual(['permanent f0-rc -96', 'locked out f0-rc']);
  });

  it('[O11] a temporary fault is gone when the recloser closes again', () => {
    const { operations, story } = hit(given(), { device: 'f0-rc', location: 'f0-l2', lasting: false });
    expect(operations.at(-1)).toBe('f0-rc closed reclose');
    expect(story).toEqual(['temporary f0-rc -96', 'f0-rc +96']);
  });

  it('a breaker tries once', () => {
    const { operations } = hit(given(), { device: 'f1-cb', location: 'f1-l1', lasting: true });
    expect(operations).toEqual(['open trip', 'closed reclose', 'open lockout'].map((one) => `f1-cb ${one}`));
  });

  it('a fuse blows at once, also for a fault that would have gone away', () => {
    expect(hit(given(), { device: 'f0-0-fu', location: 'f0-0-s1', lasting: false }).story).toEqual([
      'permanent f0-0-fu -48',
      'locked out f0-0-fu',
    ]);
  });

  it('a saved fuse costs a blink for all behind the recloser, and blows when the fault stays', () => {
    const { story } = hit(given(), { device: 'f0-1-fu', location: 'f0-1-s1', lasting: true, fuseSaving: true });
    expect(story).toEqual(['temporary f0-rc -96', 'f0-rc +96', 'permanent f0-1-fu -48', 'locked out f0-1-fu']);
  });

  it('only a recloser saves fuses: a fuse above a transformer stays shut', () => {
    const { story } = hit(given(), { device: 'f0-0-tr1', location: 'f0-0-tr1', lasting: true, fuseSaving: true });
    expect(story).toEqual(['permanent f0-0-tr1 -12', 'locked out f0-0-tr1']);
  });

  it('a fuse may blow on one phase: only its customers are concerned', () => {
    expect(hit(given(), { device: 'f0-0-fu', location: 'f0-0-s1', lasting: true, phases: 2 }).story[0]).toBe('permanent f0-0-fu -16');
  });

  it('a failed transformer takes its own customers only', () => {
    expect(hit(given(), { device: 'f2-0-tr1', location: 'f2-0-tr1', lasting: true }).story[0]).toBe('permanent f2-0-tr1 -12');
  });

  it('[O17] damage behind a dead fuse shows when supply comes back', () => {
    const log = given();
    startHiddenFaults(log.world)(at('f0-0-tr2'), at('f0-0-tr2'));
    const hide = startHiddenFaults(log.world);
    hit(log, { device: 'f0-2-fu', location: 'f0-2-s0', lasting: true });
    hide(at('f0-2-tr3'), at('f0-2-tr3'));
    const fault = log.world.faults[0]!;
    log.world.operate({ branch: at('f0-2-fu'), open: 0, cause: 'manual', fault });
    log.world.advance(log.world.now() + 60_000);
    expect(log.story.slice(2)).toContain('f0-2-fu +48');
    expect(log.story.slice(2)).toContain('permanent f0-2-tr3 -12');
  });
});

describe('a sectionaliser', () => {
  const file = village();
  const spliced = JSON.parse(JSON.stringify(file).replace('"switchKind":"load-break"', '"switchKind":"sectionaliser"'));
  for (const branch of spliced.branches) if (branch.id === 'f0-rc') Object.assign(branch, { switchKind: 'load-break', telemetered: false });
  const other = gridOf(spliced);

  it('counts the tries of the breaker above, opens while dead, and the rest is back', () => {
    const world = createWorld({ grid: other, seed: 1, startAt: START, endAt: START + HOUR });
    const story: string[] = [];
    world.listen((event) => {
      if (event.type === 'fault') story.push(`${event.fault.kind} ${other.branchIds[event.fault.device]} -${event.fault.servicePoints}`);
      if (event.type === 'restored') story.push(`${other.branchIds[event.fault.device]} +${event.servicePoints}`);
    });
    strike(world, { device: other.branchIds.indexOf('f0-lb'), location: other.branchIds.indexOf('f0-l2'), lasting: true });
    world.advance(START + 60_000);
    expect(story).toEqual(['temporary f0-cb -240', 'f0-cb +144', 'f0-cb +96', 'permanent f0-lb -96']);
    expect(world.pointsOut).toBe(96);
  });
});
