/** The same messages in another order, doubled or replayed end in the same state. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stateLines } from '../../../server/domain/stateHash.ts';
import type { Message } from '../../../shared/messages/message.ts';
import { type History, histories } from './randomHistory.ts';
import { stage } from './stage.ts';

const RUNS = Number(process.env.RELIGHT_PROPERTY_RUNS ?? 125);

function endState({ world, lastT }: History, messages: readonly Message[], receivedT: number | undefined): string[] {
  const on = stage(world.network);
  on.hear(messages, receivedT);
  on.wait(lastT + 1000);
  expect(on.core.checkInvariants()).toBeNull();
  return stateLines(on.core.view);
}

/** Shuffles by random keys; equal keys keep their order. */
const shuffled = (messages: readonly Message[], keys: readonly number[]): Message[] =>
  messages
    .map((message, i) => ({ message, key: keys[i % keys.length]! * 1000 + i }))
    .sort((a, b) => a.key - b.key)
    .map(({ message }) => message);

/** Another way to lay the sources' own sequences into each other. */
function interleaved(messages: readonly Message[], keys: readonly number[]): Message[] {
  const queues = new Map<string, Message[]>();
  for (const message of messages) queues.set(message.source, [...(queues.get(message.source) ?? []), message]);
  const result: Message[] = [];
  for (let i = 0; result.length < messages.length; i += 1) {
    const waiting = [...queues.values()].filter((queue) => queue.length > 0);
    const next = waiting[keys[i % keys.length]! % waiting.length]?.shift();
    if (next) result.push(next);
  }
  return result;
}

const keys = fc.array(fc.nat(1000), { minLength: 20, maxLength: 60 });

it('[E14][E26] with numbers, any order of arrival ends in the same state', () => {
  fc.assert(
    fc.property(histories(true), keys, (history, order) => {
      const late = history.lastT + 1;
      expect(endState(history, shuffled(history.messages, order), late)).toEqual(endState(history, history.messages, late));
    }),
    { numRuns: RUNS },
  );
});

it('[E26][E27] without numbers, any order that keeps each source in its own ends in the same state', () => {
  fc.assert(
    fc.property(histories(false), keys, (history, order) => {
      const late = history.lastT + 1;
      expect(endState(history, interleaved(history.messages, order), late)).toEqual(endState(history, history.messages, late));
    }),
    { numRuns: RUNS },
  );
});

it('[E26] messages that come as they happen end as the same messages that all come late', () => {
  fc.assert(
    fc.property(histories(true), keys, (history, order) => {
      expect(endState(history, history.messages, undefined)).toEqual(
        endState(history, shuffled(history.messages, order), history.lastT + 1),
      );
    }),
    { numRuns: RUNS },
  );
});

it('[E12][E26] doubled and replayed messages change nothing', () => {
  fc.assert(
    fc.property(histories(true), keys, (history, order) => {
      const doubled = history.messages.flatMap((message, i) => (order[i % order.length]! % 3 === 0 ? [message, message] : [message]));
      const replayed = [...doubled, ...history.messages.filter((_, i) => order[i % order.length]! % 5 === 0)];
      const late = history.lastT + 1;
      expect(endState(history, replayed, late)).toEqual(endState(history, history.messages, late));
    }),
    { numRuns: RUNS },
  );
});

it('[E26][E29] going on from a snapshot, taken at any moment, ends in the same state', () => {
  fc.assert(
    fc.property(histories(true), keys, fc.nat(40), (history, order, cut) => {
      const messages = shuffled(history.messages, order);
      const half = cut % (messages.length + 1);
      const late = history.lastT + 1;
      const first = stage(history.world.network);
      first.hear(messages.slice(0, half), late);
      const before = stateLines(first.core.view);
      const text = first.core.snapshot();
      expect(stateLines(first.core.view)).toEqual(before);
      const second = stage(history.world.network, {}, text);
      expect(stateLines(second.core.view)).toEqual(before);
      const concluded = [first, second].map((on) => {
        const facts = [...on.hear(messages.slice(half), late), ...on.wait(history.lastT + 1000)];
        expect(on.core.checkInvariants()).toBeNull();
        return facts;
      });
      expect(stateLines(second.core.view)).toEqual(stateLines(first.core.view));
      expect(concluded[1]).toEqual(concluded[0]);
    }),
    { numRuns: RUNS },
  );
});

it('[E16][E26] what is settled and what is not go on from a snapshot alike, also when late messages follow', () => {
  const settings = { reorderWindowMs: 120_000 };
  fc.assert(
    fc.property(histories(true, 60), keys, fc.nat(60), (history, order, cut) => {
      const { messages, world, lastT } = history;
      const late = messages.filter((_, i) => order[i % order.length]! % 4 === 0);
      const sent = messages.filter((message) => !late.includes(message));
      const half = cut % (sent.length + 1);
      const first = stage(world.network, settings);
      first.hear(sent.slice(0, half));
      const second = stage(world.network, settings, first.core.snapshot());
      expect(stateLines(second.core.view)).toEqual(stateLines(first.core.view));
      const now = first.core.view.now();
      const concluded = [first, second].map((on) => {
        const facts = [...on.hear(late.filter(({ at }) => at <= now)), ...on.hear(sent.slice(half)), ...on.wait(lastT + 1000)];
        expect(on.core.checkInvariants()).toBeNull();
        return facts;
      });
      expect(concluded[1]).toEqual(concluded[0]);
      expect(stateLines(second.core.view)).toEqual(stateLines(first.core.view));
      expect(stateLines(stage(world.network, settings, first.core.snapshot()).core.view)).toEqual(stateLines(first.core.view));
    }),
    { numRuns: RUNS },
  );
});
