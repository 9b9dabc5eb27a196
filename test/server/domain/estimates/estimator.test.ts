/** Estimates of live outages: when the first comes, what replaces it, and what is learnt. */

import { expect, it } from 'vitest';
import { createCore } from '../../../../server/domain/core.ts';
import { standingEstimate } from '../../../../server/domain/estimates/track.ts';
import type { Message } from '../../../../shared/messages/message.ts';
import { compiled, moment, onStage, type Stage, stage, switched, twoFeeders } from '../stage.ts';

const MINUTE = 60;
const network = compiled(twoFeeders());

type CrewSaid = Partial<Pick<Extract<Message, { kind: 'crew' }>, 'status' | 'job' | 'estimateAt' | 'note'>>;
const crew = (id: string, t: number, said: CrewSaid): Message => ({
  kind: 'crew',
  id,
  area: null,
  at: moment(t),
  source: 'crews',
  seq: null,
  eventId: null,
  quality: 'good',
  test: false,
  replay: false,
  timeSuspect: false,
  lat: null,
  lon: null,
  status: null,
  job: null,
  estimateAt: null,
  note: null,
  ...said,
});

const standing = ({ core }: Stage, id: string) => {
  const outage = core.view.outage(id);
  return outage && standingEstimate(outage, core.view.estimator.of(id), core.view.now());
};

/** A breaker that locked out at second 0. */
function lockedOut(): { readonly play: Stage; readonly id: string } {
  const play = stage(network);
  play.hear(switched('cb1', 0, 'open', { cause: 'lockout' }));
  return { play, id: play.core.view.openOutages()[0]?.id ?? '' };
}

it('[T2, T14] nothing is said of a trip that may reclose, and a first estimate comes as soon as it may not', () => {
  const play = stage(network);
  play.hear(switched('cb1', 0, 'open', { cause: 'trip' }));
  const id = play.core.view.openOutages()[0]?.id ?? '';
  expect(play.core.view.outage(id)?.possiblyMomentary).toBe(true);
  expect(standing(play, id)).toBeNull();
  const facts = play.wait(2 * MINUTE);
  expect(play.core.view.outage(id)?.possiblyMomentary).toBe(false);
  expect(standing(play, id)?.at).toBeGreaterThan(moment(2 * MINUTE));
  expect(facts.map(({ type }) => type)).toContain('outage.estimate-made');
});

it('[T1] what the crew on site says replaces the default, and a dispatcher does not overrule it', () => {
  const { play, id } = lockedOut();
  expect(standing(play, id)?.source).toBe('job');
  play.hear(crew('crew-01', 60, { status: 'assigned', job: id }));
  play.hear(crew('crew-01', 20 * MINUTE, { status: 'working', estimateAt: moment(50 * MINUTE) }));
  expect(standing(play, id)).toMatchObject({ source: 'crew', at: moment(60 * MINUTE), by: 'crew-01' });
  const command = { id: 'c1', type: 'outage.setEstimate', outage: id, at: new Date(moment(180 * MINUTE)).toISOString() } as const;
  const actor = { user: 'd', name: 'D', role: 'dispatcher', areas: null } as const;
  play.core.apply({ type: 'command', commit: 900, receivedAt: moment(21 * MINUTE), command, actor });
  expect(standing(play, id)?.source).toBe('crew');
});

it('[T1] a crew that names an open device in its note speaks of its outage', () => {
  const { play, id } = lockedOut();
  play.hear(crew('crew-02', 10 * MINUTE, { status: 'working', note: 'Tree on the line at la, cb1 open', estimateAt: moment(40 * MINUTE) }));
  expect(standing(play, id)).toMatchObject({ source: 'crew', by: 'crew-02' });
});

it('[T9, T11] before a dispatcher’s estimate runs out the owner is asked; then it is called overdue and replaced, and all stays in the history', () => {
  const { play, id } = lockedOut();
  const said = moment(60 * MINUTE);
  const command = { id: 'c1', type: 'outage.setEstimate', outage: id, at: new Date(said).toISOString() } as const;
  const actor = { user: 'd', name: 'D', role: 'dispatcher', areas: null } as const;
  play.core.apply({ type: 'command', commit: 900, receivedAt: moment(60), command, actor });
  expect(standing(play, id)).toMatchObject({ source: 'dispatcher', at: said });
  const heard: string[] = [];
  for (let at = play.core.nextDeadline(); at !== null && at <= said; at = play.core.nextDeadline()) {
    const { facts } = play.core.apply({ type: 'tick', commit: 901 + heard.length, receivedAt: at });
    heard.push(
      ...facts.filter(({ type }) => type.startsWith('outage.')).map(({ type, at: when }) => `${type} ${(when - moment(0)) / 60_000}`),
    );
  }
  expect(heard).toEqual(['outage.estimate-due 45', 'outage.estimate-overdue 60', 'outage.estimate-made 60']);
  expect(standing(play, id)?.at).toBeGreaterThan(said);
  const track = play.core.view.estimator.of(id);
  expect(track?.history.map(({ what }) => what)).toEqual(['estimate-made', 'estimate-overdue', 'estimate-made']);
  expect(track?.history.at(-1)?.values).toMatchObject({ reason: 'overdue', was: new Date(said).toISOString(), customers: 1111 });
});

it('[T5, T12] a sustained outage that ends is remembered and scored, a momentary one is not', () => {
  const { play } = lockedOut();
  play.hear(switched('cb1', 60 * MINUTE, 'closed'));
  const { estimator } = play.core.view;
  expect(estimator.experience().past).toMatchObject([{ device: 'switch', durationMs: 60 * MINUTE * 1000 }]);
  expect(estimator.accuracy.counts()).toMatchObject({ outages: 1, firstInTime: 1 });
  play.hear(switched('cb2', 70 * MINUTE, 'open', { cause: 'trip' }));
  play.hear(switched('cb2', 70 * MINUTE + 5, 'closed', { cause: 'reclose' }));
  expect(estimator.experience().past).toHaveLength(1);
});

it('[E29, T11] after a restart from a snapshot everything said stands, and the next deadline is the same', () => {
  const { play, id } = lockedOut();
  play.hear(crew('crew-01', 60, { status: 'assigned', job: id }));
  const again = onStage(createCore({ network, snapshot: play.core.snapshot() }));
  expect(again.core.view.estimator.state()).toEqual(play.core.view.estimator.state());
  expect(again.core.nextDeadline()).toBe(play.core.nextDeadline());
  const later = (core: Stage) => core.wait(300 * MINUTE).map(({ type, at }) => `${type} ${at}`);
  expect(later(again)).toEqual(later(play));
});
