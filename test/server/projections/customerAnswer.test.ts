/** The answer page follows the engine: which sentence a real state leads to, and the history beside it. */

import { expect, it } from 'vitest';
import { customerAnswer } from '../../../server/projections/customerAnswer.ts';
import { ana, createStage, HOUR, MINUTE, NOON, type Stage, sup } from '../domain/service/serviceStage.ts';

const answerOf = ({ core }: Stage, now = NOON) => customerAnswer({ view: core.view, point: 0, customer: 0, now });

it('[C6] a wire that is down comes before everything else, with the job that was opened for it', () => {
  const stage = createStage();
  stage.ask({ type: 'call.take', kind: 'wire-down', customer: 'c-1' }, ana);
  const { sentence } = answerOf(stage);
  expect(sentence.line).toBe(1);
  expect(sentence.en).toMatch(/a crew is called now, job job:/);
});

it('[C4] [C6] a confirmed outage is told with its line, its start and when news comes', () => {
  const stage = createStage();
  stage.ask({ type: 'outage.confirm', outage: 'new', device: 't1', reason: 'seen' }, sup);
  const answer = answerOf(stage);
  expect(answer.supply).toMatchObject({ state: 'out' });
  expect([3, 4]).toContain(answer.sentence.line);
  expect(answer.sentence.en).toMatch(/^A fault on f since 12:00; .* next news by \d\d:\d\d\.$/);
  expect(answer.outage?.nextNewsAt).not.toBeNull();
});

it('[C6] supply that came back within a day is checked together with a caller who says that it is off', () => {
  const stage = createStage();
  stage.ask({ type: 'outage.confirm', outage: 'new', device: 't1', reason: 'seen' }, sup);
  const id = stage.core.view.openOutages()[0]?.id ?? '';
  stage.ask({ type: 'outage.closeWithReason', outage: id, reason: 'repaired', restored: true }, sup, NOON + HOUR);
  expect(answerOf(stage, NOON + HOUR)).toMatchObject({ supply: { state: 'on' }, sentence: { line: 10 } });
  expect(answerOf(stage, NOON + HOUR).interruptions).toMatchObject([{ outage: id, to: '2026-01-07T13:00:00.000Z' }]);
  stage.hear({ account: '700100', trouble: 'low-voltage' }, NOON + 2 * HOUR);
  expect(answerOf(stage, NOON + 2 * HOUR).sentence).toMatchObject({ line: 7, en: expect.stringContaining('came back at 13:00') });
});

it('[C3] [E36] each word about supply says what it rests on and how old that is', () => {
  const stage = createStage();
  expect(answerOf(stage).supply.evidence).toEqual([{ kind: 'network', at: null, stale: false }]);
  stage.ask({ type: 'call.take', kind: 'no-power', customer: 'c-1' }, ana);
  expect(answerOf(stage).supply).toMatchObject({ state: 'predicted', evidence: [{ kind: 'call', at: '2026-01-07T12:00:00.000Z' }] });
});

it('[C6] nobody hears of the calls of other customers', () => {
  const stage = createStage();
  stage.ask({ type: 'call.take', kind: 'flicker', customer: 'c-3', text: 'other people' }, ana);
  const answer = answerOf(stage, NOON + MINUTE);
  expect(answer.calls).toEqual([]);
  expect(JSON.stringify(answer)).not.toMatch(/c-3|other people/);
});
