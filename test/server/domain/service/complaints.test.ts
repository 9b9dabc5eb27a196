/** Complaints: clocks, escalation, who may end them, and where they pile up. */

import { expect, it } from 'vitest';
import type { Complaint } from '../../../../server/domain/service/complaint.ts';
import { hotSpots } from '../../../../server/domain/service/hotSpots.ts';
import { ana, bea, createStage, DAY, HOUR, NOON, type Stage, sup } from './serviceStage.ts';

const open = (stage: Stage, more: object = {}) =>
  stage.ask({ type: 'complaint.open', customer: 'c-1', class: 'supply-interruption', text: 'dark again', ...more }, ana);
const only = ({ core }: Stage): Complaint => [...core.view.desks.service.complaints.all()][0]!;

function worked(): Stage {
  const stage = createStage();
  open(stage);
  const complaint = only(stage).id;
  stage.ask(
    { type: 'complaint.update', complaint, contacted: true, answer: 'a fuse blew', rootCause: 'overload', correction: 'larger fuse' },
    ana,
    NOON + HOUR,
  );
  return stage;
}

it('[C8] no complaint closes without contact, answer, root cause, correction and a visit', () => {
  const stage = createStage();
  open(stage);
  const complaint = only(stage).id;
  const close = () => stage.ask({ type: 'complaint.close', complaint }, ana);
  expect(close()).toBe('complaint-incomplete');
  for (const part of [{ contacted: true }, { answer: 'a fuse blew' }, { rootCause: 'overload' }, { correction: 'larger fuse' }]) {
    stage.ask({ type: 'complaint.update', complaint, ...part }, ana);
    expect(close()).toBe('complaint-incomplete');
  }
  expect(stage.ask({ type: 'complaint.update', complaint, returnVisit: { satisfied: true } }, bea)).toBeNull();
  expect(close()).toBeNull();
  expect(only(stage).state).toBe('closed');
});

it('[C8] the return visit is made by somebody who did not work on it', () => {
  const stage = worked();
  const visit = { type: 'complaint.update', complaint: only(stage).id, returnVisit: { satisfied: true } } as const;
  expect(stage.ask(visit, ana)).toBe('other-person-needed');
  expect(stage.ask(visit, bea)).toBeNull();
});

it('[C8] [C11] a customer who is not content at the visit starts the work again, with new clocks and another handler', () => {
  const stage = worked();
  const complaint = only(stage).id;
  stage.ask({ type: 'complaint.update', complaint, returnVisit: { satisfied: false } }, bea, NOON + 2 * DAY);
  expect(only(stage)).toMatchObject({ state: 'open', reopened: 1, answer: null, contactedAt: null });
  expect(only(stage).clocks[0]?.dueAt).toBe(NOON + 3 * DAY);
  expect(stage.ask({ type: 'complaint.update', complaint, answer: 'again' }, ana)).toBe('other-person-needed');
  expect(stage.ask({ type: 'complaint.update', complaint, answer: 'again' }, bea)).toBeNull();
});

it('[C9] the customer is spoken to within a day and answered within five working days', () => {
  const stage = createStage();
  open(stage);
  // Wednesday noon and five working days: Wednesday noon of the next week.
  expect(only(stage).clocks.map(({ name, dueAt }) => [name, dueAt])).toEqual([
    ['contact', NOON + DAY],
    ['answer', NOON + 7 * DAY],
  ]);
});

it.each([
  ['appliance-damage', 'on-site'],
  ['arrears', 'restore'],
] as const)('[C9] %s has a clock of one day of its own', (subject, clock) => {
  const stage = createStage();
  open(stage, { subject });
  expect(only(stage).clocks.find(({ name }) => name === clock)?.dueAt).toBe(NOON + DAY);
});

it('[C9] a clock warns before it runs out, then climbs from county to city and province, each told once', () => {
  const stage = createStage();
  open(stage);
  const levels: string[] = [];
  for (const at of [NOON + 0.9 * DAY, NOON + DAY + 1, NOON + DAY + 2, NOON + 2 * DAY, NOON + 3 * DAY]) {
    stage.tick(at);
    levels.push(only(stage).escalation);
  }
  expect(levels).toEqual(['none', 'county', 'county', 'city', 'province']);
  expect(stage.facts().filter((type) => type === 'complaint.warning')).toHaveLength(1);
  expect(stage.facts().filter((type) => type === 'complaint.escalated')).toHaveLength(3);
});

it('[C9] the core asks to be woken for each step of a clock', () => {
  const stage = createStage();
  open(stage);
  const steps: number[] = [];
  for (let step = 0; step < 4; step += 1) {
    const due = stage.core.nextDeadline();
    if (due === null) break;
    steps.push(due);
    stage.tick(due);
  }
  expect(steps[0]).toBeLessThanOrEqual(NOON + 0.8 * DAY);
  expect(steps).toContain(NOON + DAY + 1);
});

it('[C10] a chase raises the complaint one step and is counted', () => {
  const stage = createStage();
  open(stage);
  const complaint = only(stage).id;
  stage.ask({ type: 'complaint.update', complaint, chased: true }, bea);
  stage.ask({ type: 'complaint.update', complaint, chased: true }, bea);
  expect(only(stage)).toMatchObject({ priority: 2 });
  expect(only(stage).chases).toHaveLength(2);
  expect(stage.facts().filter((type) => type === 'complaint.chased')).toHaveLength(2);
});

it('[C13] the interruptions of the customer are attached by the system', () => {
  const stage = createStage();
  stage.ask({ type: 'outage.confirm', outage: 'new', device: 't1', reason: 'seen' }, sup);
  stage.tick(NOON + HOUR);
  stage.ask({ type: 'complaint.open', customer: 'c-1', class: 'supply-interruption', text: 'dark' }, ana, NOON + HOUR);
  const complaint = only(stage);
  expect(complaint.outage).not.toBeNull();
  expect(complaint.attached).toMatchObject([{ kind: 'interruption', id: complaint.outage, to: null }]);
});

it('[C14] a line is a hot spot from three complaints of one class in a month', () => {
  const stage = createStage();
  const spots = () => hotSpots(stage.core.view, stage.core.view.desks.service);
  for (let n = 0; n < 2; n += 1) open(stage);
  open(stage, { class: 'service' });
  expect(spots()).toEqual([]);
  open(stage);
  expect(spots()).toMatchObject([{ class: 'supply-interruption', month: '2026-01', customers: 5, perThousand: 600 }]);
  expect(spots()[0]?.complaints).toHaveLength(3);
});
