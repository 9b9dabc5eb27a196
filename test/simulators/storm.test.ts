/** The storm is a fair test: what the contract promises of it holds for every seed. */

import { describe, expect, it } from 'vitest';
import { DARK } from '../../simulators/supply.ts';
import { describeFault, gridOf, runScenario, type ScenarioRun, START, type TruthLine } from './support/runScenario.ts';
import { village } from './support/village.ts';

const grid = gridOf(village({ feeders: 12, laterals: 10, transformers: 5, houses: 14 }));
const runs = [1, 2, 3, 7].map((seed) => ({ seed, run: runScenario({ grid, scenario: 'storm', seed }) }));

const faults = (run: ScenarioRun): TruthLine[] => run.truth.filter((line) => line.type === 'fault');
const heard = (run: ScenarioRun, kind: string): Record<string, unknown>[] =>
  run.sent
    .filter((one) => one.topic.startsWith(`grid/v1/-/${kind}/`))
    .map((one) => ({ id: one.topic.split('/')[4], ...JSON.parse(String(one.payload)) }));
const sum = (lines: readonly TruthLine[]): number => lines.reduce((total, line) => total + line.customers, 0);

describe.each(runs)('storm with seed $seed', ({ run, seed }) => {
  it('the same seed gives the same truth and the same messages, byte for byte', () => {
    const again = runScenario({ grid, scenario: 'storm', seed });
    expect(again.lines).toEqual(run.lines);
    expect(again.sent).toEqual(run.sent);
  });

  it('what happens does not depend on who watches', () => {
    expect(runScenario({ grid, scenario: 'storm', seed, views: false }).lines).toEqual(run.lines);
  });

  it('at least four of five faults are on devices without telemetry', () => {
    const seen = faults(run).filter((line) => grid.telemetered[grid.branchIds.indexOf(line.device)] === 1);
    expect(seen.length, seen.map(describeFault).join('\n')).toBeLessThanOrEqual(0.2 * faults(run).length);
    expect(seen.length).toBeGreaterThan(0);
  });

  it('callers are 8 to 12 % of the dark customers, and some give a wrong address', () => {
    const dark = sum(faults(run).filter((line) => line.kind === 'permanent'));
    const calls = heard(run, 'call').filter((call) => ['no-power', 'partial', 'wire-down'].includes(String(call.kind)));
    expect(calls.length / dark).toBeGreaterThanOrEqual(0.08);
    expect(calls.length / dark).toBeLessThanOrEqual(0.12);
  });

  it('at most 70 % of last gasps arrive, of which some are late', () => {
    const dark = faults(run)
      .filter((line) => line.kind === 'permanent')
      .reduce((total, line) => total + line.servicePoints, 0);
    const gasps = run.sent.filter((one) => String(one.payload).includes('last-gasp'));
    const meters = new Set(gasps.map((one) => `${one.topic} ${JSON.parse(String(one.payload)).at}`));
    expect(meters.size / dark).toBeLessThanOrEqual(0.7);
    expect(meters.size / dark).toBeGreaterThan(0.4);
    expect(gasps.length).toBeGreaterThan(meters.size);
    const late = gasps.filter((one) => one.sentAt - Date.parse(JSON.parse(String(one.payload)).at) > 60_000);
    expect(late.length).toBeGreaterThan(0);
  });

  it('some meters never say anything', () => {
    const speaking = new Set(heard(run, 'meter').map((one) => one.id));
    const restored = run.world.faults.some((fault) => fault.kind === 'permanent' && fault.pointsLeft === 0 && fault.servicePoints > 60);
    expect(restored).toBe(true);
    expect(speaking.size).toBeLessThan(faults(run).reduce((total, line) => total + line.servicePoints, 0));
  });

  it('[O17] some repairs leave an outage behind', () => {
    const restored = run.truth.filter((line) => line.type === 'restored').map((line) => Date.parse(line.at));
    const nested = faults(run).filter((line) =>
      restored.some((at) => Math.abs(Date.parse(line.at) - at) < 1_000 && line.kind === 'permanent'),
    );
    expect(nested.length).toBeGreaterThan(0);
  });

  it('no fault is new in the last thirty minutes', () => {
    const last = Math.max(...faults(run).map((line) => Date.parse(line.at)));
    expect(last).toBeLessThanOrEqual(run.world.endAt - 30 * 60_000);
  });

  it('the first outages come within three minutes', () => {
    expect(faults(run).filter((line) => Date.parse(line.at) <= START + 180_000).length).toBeGreaterThanOrEqual(2);
  });

  it('steps add up to their fault, and what is open adds up to the state', () => {
    const left = new Map<string, number>();
    for (const line of run.truth) {
      if (line.type === 'fault') left.set(line.id, line.customers);
      else if (line.type === 'restored') left.set(line.id, (left.get(line.id) ?? Number.NaN) - line.customers);
      else expect([...left.values()].reduce((total, one) => total + one, 0)).toBe(line.customersOut);
    }
    for (const [id, customers] of left) expect(customers, id).toBeGreaterThanOrEqual(0);
  });

  it('the state counts exactly those without supply', () => {
    const out = [...run.world.supply.state].filter((state) => state !== 0).length;
    expect(run.world.pointsOut).toBe(out);
    expect([...run.world.supply.state].filter((state) => state === DARK).length).toBeLessThanOrEqual(out);
  });
});

it('some callers of a storm give an address that does not exist', () => {
  const addresses = runs.flatMap(({ run }) => heard(run, 'call').map((call) => call.address ?? ''));
  expect(addresses.some((address) => String(address).includes('Nowhere'))).toBe(true);
});
