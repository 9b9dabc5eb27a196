/** Calls at the desk: evidence, matching, call-backs, reminders, satisfaction. */

import { expect, it } from 'vitest';
import { createCore } from '../../../../server/domain/core.ts';
import { ana, bea, createStage, DAY, HOUR, MINUTE, NOON, network, register, type Stage } from './serviceStage.ts';

const contactsOf = ({ core }: Stage) => [...core.view.desks.service.contacts.all()];
const only = (stage: Stage) => contactsOf(stage)[0]!;

it('[C2] a taken call is evidence: two of them on one transformer predict it', () => {
  const stage = createStage();
  expect(stage.ask({ type: 'call.take', kind: 'no-power', customer: 'c-1' }, ana)).toBeNull();
  stage.ask({ type: 'call.take', kind: 'no-power', servicePoint: 'sp-2' }, ana);
  const [prediction] = stage.core.view.openOutages();
  expect(network.branches.ids[prediction?.device ?? -1]).toBe('t1');
  stage.tick(NOON + 6_000);
  expect(contactsOf(stage).map(({ outage }) => outage)).toEqual([prediction?.id, prediction?.id]);
});

it('[C1] every contact has an owner, taken by a person or heard from a source', () => {
  const stage = createStage();
  stage.ask({ type: 'call.take', kind: 'no-power', customer: 'c-1' }, ana);
  stage.hear({ servicePoint: 'sp-2' });
  expect(contactsOf(stage).map(({ owner }) => owner)).toEqual(['ana', 'service-desk']);
});

it.each([
  ['account', { account: '700200' }, 'c-2', 'sp-4'],
  ['phone', { phone: '200 000 003' }, 'c-3', 'sp-1'],
] as const)('[P1] a call by %s finds its customer and place', (by, fields, customer, point) => {
  const stage = createStage();
  stage.hear(fields);
  expect(only(stage)).toMatchObject({ customer, matchedBy: by, state: 'open', point: network.servicePointIndex.get(point) });
  expect(stage.core.view.openOutages()).toHaveLength(1);
});

it('[P1] a call whose account and service point disagree is kept for a person and adds no evidence', () => {
  const stage = createStage();
  stage.hear({ servicePoint: 'sp-1', account: '700200' });
  expect(only(stage)).toMatchObject({ conflict: true, state: 'unresolved' });
  expect(stage.core.view.openOutages()).toEqual([]);
  expect(stage.facts()).toContain('message.flagged');
});

it('[C12] an unresolved call is overdue after half an hour, told once, and counts when a person finds its place', () => {
  const stage = createStage();
  stage.hear({ address: 'nowhere at all' });
  expect(stage.core.view.openOutages()).toEqual([]);
  expect(stage.core.nextDeadline()).toBeLessThanOrEqual(NOON + 30 * MINUTE);
  stage.tick(NOON + 30 * MINUTE - 1);
  expect(only(stage).overdue).toBe(false);
  stage.tick(NOON + 30 * MINUTE);
  stage.tick(NOON + 31 * MINUTE);
  expect(stage.facts().filter((type) => type === 'contact.overdue')).toHaveLength(1);
  expect(stage.ask({ type: 'call.match', call: only(stage).id, servicePoint: 'sp-5' }, ana)).toBeNull();
  expect(only(stage)).toMatchObject({ state: 'open', matchedBy: 'person', overdue: false });
  expect(stage.core.view.openOutages()).toHaveLength(1);
  expect(stage.ask({ type: 'call.match', call: only(stage).id, servicePoint: 'sp-4' }, ana)).toBe('conflict');
});

it('[R19] a reminder is logged with the time by which the customer hears, and answered with the call', () => {
  const stage = createStage();
  stage.ask({ type: 'call.take', kind: 'no-power', customer: 'c-1' }, ana);
  const { id } = only(stage);
  stage.ask({ type: 'call.remind', call: id }, bea);
  expect(only(stage).reminders).toMatchObject([{ by: 'bea', dueAt: NOON + 30 * MINUTE, answeredAt: null }]);
  stage.ask({ type: 'call.answer', call: id, outcome: 'informed' }, ana, NOON + 5 * MINUTE);
  expect(only(stage).reminders[0]?.answeredAt).toBe(NOON + 5 * MINUTE);
});

it('[C11] a rating of two opens the contact again for another handler, and is asked once', () => {
  const stage = createStage();
  stage.ask({ type: 'call.take', kind: 'no-power', customer: 'c-1' }, ana);
  const { id } = only(stage);
  expect(stage.ask({ type: 'call.rate', call: id, score: 5 }, ana)).toBe('conflict');
  stage.ask({ type: 'call.answer', call: id, outcome: 'back-on' }, ana, NOON + HOUR);
  expect(only(stage).state).toBe('closed');
  expect(stage.ask({ type: 'call.rate', call: id, score: 2 }, ana)).toBeNull();
  expect(only(stage)).toMatchObject({ state: 'call-back', reopened: 1, notBy: 'ana' });
  expect(stage.ask({ type: 'call.answer', call: id, outcome: 'informed' }, ana)).toBe('other-person-needed');
  expect(stage.ask({ type: 'call.answer', call: id, outcome: 'back-on' }, bea)).toBeNull();
  expect(stage.ask({ type: 'call.rate', call: id, score: 5 }, bea)).toBe('conflict');
});

it('[C5] a customer who says that supply is back takes the prediction away', () => {
  const stage = createStage();
  stage.ask({ type: 'call.take', kind: 'no-power', customer: 'c-1' }, ana);
  expect(stage.core.view.openOutages()).toHaveLength(1);
  stage.ask({ type: 'call.take', kind: 'no-power', customer: 'c-1', answer: 'back-on' }, ana, NOON + MINUTE);
  expect(stage.core.view.openOutages()).toEqual([]);
});

it('[C14] the third supply contact within sixty days marks a repeat caller', () => {
  const stage = createStage();
  for (const day of [0, 20, 40]) stage.hear({ account: '700100' }, NOON + day * DAY);
  expect(contactsOf(stage).map(({ repeatCaller }) => repeatCaller)).toEqual([false, false, true]);
  stage.hear({ account: '700100' }, NOON + 110 * DAY);
  expect(contactsOf(stage).at(-1)?.repeatCaller).toBe(false);
});

it('[V1] somebody bound to other areas finds nobody here', () => {
  const stage = createStage();
  const elsewhere = { ...ana, areas: ['somewhere-else'] };
  expect(stage.ask({ type: 'call.take', kind: 'no-power', customer: 'c-1' }, elsewhere)).toBe('not-found');
  expect(stage.ask({ type: 'call.take', kind: 'no-power', customer: 'nobody' }, ana)).toBe('not-found');
  expect(stage.ask({ type: 'call.take', kind: 'no-power' }, ana)).toBe('missing-field');
});

it('[E29] contacts and their deadlines outlive a restart', () => {
  const stage = createStage();
  stage.hear({ address: 'nowhere' });
  const again = createStage(createCore({ network, register, snapshot: stage.core.snapshot() }));
  expect(contactsOf(again)).toEqual(contactsOf(stage));
  again.tick(NOON + 31 * MINUTE);
  expect(only(again).overdue).toBe(true);
});
