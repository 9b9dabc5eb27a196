/** What happens after supply is said to be back: verified and closed, left behind, disputed, or left to a person. */

import { expect, it } from 'vitest';
import type { Fact } from '../../../../server/domain/core.ts';
import { type Stage, stage, switched } from '../stage.ts';
import { call, lateralFeeder, meter, pointsOf, TRANSFORMERS } from './lateralFeeder.ts';

const everybody = TRANSFORMERS.flatMap(pointsOf);

/** Everybody has spoken once, the recloser has been open for ten minutes and was closed at second 700. */
function closedAgain(): Stage {
  const on = stage(lateralFeeder());
  on.hear([switched('cb', -60, 'closed'), switched('r', -60, 'closed')]);
  on.hear(switched('r', 0, 'open', { cause: 'lockout' }));
  on.hear(
    everybody.map((id) => meter(id, 0, 'last-gasp')),
    5,
  );
  on.wait(100);
  on.hear(switched('r', 700, 'closed', { cause: 'command' }));
  return on;
}
const tripped = (on: Stage) => [...on.core.view.outages()].find(({ origin }) => origin === 'scada');
const pinged = (facts: readonly Fact[]) => facts.filter(({ type }) => type === 'ping.requested').map(({ body }) => body.servicePoint);

/** Lets time pass second by second, answering pings of those in `on` with yes, of those in `off` with no. */
function answer(stage: Stage, from: number, to: number, off: readonly string[], silent: readonly string[] = []): string[] {
  const asked: string[] = [];
  for (let t = from; t <= to; t += 1) {
    for (const id of pinged(stage.wait(t))) {
      asked.push(String(id));
      if (!silent.includes(String(id))) stage.hear(meter(String(id), t, off.includes(String(id)) ? 'ping-off' : 'ping-on'));
    }
  }
  return asked;
}

it('[O20] [O24] when the meters are back the outage closes by itself, with its cause open', () => {
  const on = closedAgain();
  on.hear(everybody.map((id, i) => meter(id, 710 + i, 'power-up')));
  expect(tripped(on)).toMatchObject({ state: 'closed', verification: 'passed' });
  expect(tripped(on)?.history.at(-1)).toMatchObject({ what: 'verified', by: null });
  expect(on.core.view.forecast.verifications.of(tripped(on)?.id ?? '')).toMatchObject({ state: 'passed', verified: 48, toVerify: 0 });
});

it('[O20] silent meters are asked after five minutes, and not before', () => {
  const on = closedAgain();
  on.hear(everybody.slice(6).map((id, i) => meter(id, 710 + i, 'power-up')));
  on.wait(995);
  expect(tripped(on)?.state).toBe('restored');
  expect(answer(on, 996, 1010, []).sort()).toEqual(pointsOf('ta'));
  expect(tripped(on)?.state).toBe('closed');
});

it('[O17] [O20] a transformer of which nobody is back becomes a nested outage, and the others are verified', () => {
  const on = closedAgain();
  on.hear(everybody.slice(6).map((id, i) => meter(id, 710 + i, 'power-up')));
  answer(on, 711, 1010, pointsOf('ta'));
  const nested = on.core.view.openOutages();
  expect(nested).toMatchObject([{ parent: tripped(on)?.id, customersOut: 12, startedAt: Date.UTC(2026, 0, 5, 10) }]);
  expect(on.core.view.network.branches.ids[nested[0]?.device ?? 0]).toBe('ta');
  expect(tripped(on)).toMatchObject({ state: 'closed', verification: 'passed' });
  expect(on.core.checkInvariants()).toBeNull();
});

it('[A10] [E21] without a word from anybody nothing is verified: a person decides', () => {
  const on = closedAgain();
  answer(on, 701, 1500, [], everybody);
  expect(tripped(on)?.state).not.toBe('closed');
});

it('[O21] a caller who is still out after the end marks the outage as disputed', () => {
  const on = closedAgain();
  on.hear(everybody.slice(6).map((id, i) => meter(id, 710 + i, 'power-up')));
  on.hear(call('ta-1', 760));
  expect(tripped(on)).toMatchObject({ state: 'restored', disputed: true });
  expect(tripped(on)?.history.at(-1)).toMatchObject({ what: 'disputed', values: { servicePoint: 'ta-1' } });
});

it('[O20] [E26] a verification goes on from a snapshot of any moment as if there had been none', () => {
  const run = (snapshotAt: number | null): unknown => {
    let on = closedAgain();
    const said: unknown[] = [];
    const again = (t: number): void => {
      if (snapshotAt === t) on = stage(lateralFeeder(), {}, on.core.snapshot());
    };
    for (let t = 705; t <= 1300; t += 1) {
      again(t);
      const facts = [...on.wait(t)];
      if (t === 720)
        facts.push(
          ...on.hear(
            everybody.slice(6).map((id, i) => meter(id, 710 + (i % 9), 'power-up')),
            720,
          ),
        );
      for (const id of pinged(facts)) facts.push(...on.hear(meter(String(id), t, String(id).startsWith('ta') ? 'ping-off' : 'ping-on')));
      for (const { type, about, at, body } of facts) said.push({ type, about, at, body });
    }
    return {
      said,
      outages: [...on.core.view.outages()].map(({ id, state, verification, customersOut }) => ({ id, state, verification, customersOut })),
    };
  };
  const whole = run(null);
  for (const at of [706, 719, 721, 900, 1002, 1130]) expect(run(at), `snapshot at second ${at}`).toEqual(whole);
});
