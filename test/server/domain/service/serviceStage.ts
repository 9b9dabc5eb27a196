/** A core with two transformers, a few people on them, and somebody at the desk. */

import { type Core, createCore } from '../../../../server/domain/core.ts';
import { accountKey, phoneKey } from '../../../../server/domain/customers/lookupKey.ts';
import { createRegister, type Register } from '../../../../server/domain/customers/register.ts';
import type { Network } from '../../../../server/domain/network/network.ts';
import type { Command } from '../../../../shared/commands.ts';
import type { CallMessage } from '../../../../shared/messages/call.ts';
import type { Actor } from '../../../../shared/roles.ts';
import { sketch } from '../../../support/sketch.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Wednesday. */
export const NOON = Date.UTC(2026, 0, 7, 12);

export const network: Network = sketch({
  timeZone: 'UTC',
  branches: ['cb breaker n0 n1', 't1 transformer n1 m1', 't2 transformer n1 m2'],
  points: ['sp-1 m1', 'sp-2 m1', 'sp-3 m1', 'sp-4 m2', 'sp-5 m2'],
  feeders: ['f cb'],
});

const people: readonly (readonly [id: string, account: string, phone: string, point: number])[] = [
  ['c-1', '700100', '+999 200 000 001', 0],
  ['c-2', '700200', '+999 200 000 002', 3],
  ['c-3', '700300', '+999 200 000 003', 0],
];

export const register: Register = createRegister({
  hash: 'people',
  ids: people.map(([id]) => id),
  servicePoint: Int32Array.from(people, ([, , , point]) => point),
  marks: new Uint16Array(people.length),
  locale: new Uint8Array(people.length).fill(255),
  class: new Uint8Array(people.length),
  yearlyKwh: new Float64Array(people.length).fill(Number.NaN),
  accountKeys: Float64Array.from(people, ([, account]) => accountKey(account)),
  phoneKeys: Float64Array.from(people, ([, , phone]) => phoneKey(phone) ?? Number.NaN),
  keys: [],
  lifeSupport: [],
});

const actor = (user: string, role: Actor['role']): Actor => ({ user, name: user, role, areas: null });
export const ana = actor('ana', 'customer-service');
export const bea = actor('bea', 'customer-service');
export const sup = actor('sup', 'supervisor');

type WithoutId<T> = T extends { id: string } ? Omit<T, 'id'> : never;
export type Wish = WithoutId<Command>;

export type Stage = {
  readonly core: Core;
  /** Code of the refusal, else null. */
  ask(wish: Wish, by: Actor, at?: number): string | null;
  hear(call: Partial<CallMessage>, at?: number): void;
  tick(at: number): void;
  /** Types of facts so far. */
  facts(): readonly string[];
};

export function createStage(core: Core = createCore({ network, register })): Stage {
  let commit = 0;
  let now = NOON;
  const facts: string[] = [];
  const take = (applied: ReturnType<Core['apply']>): string | null => {
    facts.push(...applied.facts.map(({ type }) => type));
    return applied.refusal?.code ?? null;
  };
  return {
    core,
    ask(wish, by, at = now) {
      now = at;
      const command: Command = { ...wish, id: `k-${commit}` };
      const refusal = core.check(command, by);
      if (refusal) return refusal.code;
      commit += 1;
      return take(core.apply({ type: 'command', commit, receivedAt: at, command, actor: by }));
    },
    hear(call, at = now) {
      now = at;
      commit += 1;
      const message: CallMessage = {
        kind: 'call',
        id: `call-${commit}`,
        area: null,
        at,
        source: 'calls',
        seq: null,
        eventId: null,
        quality: 'good',
        test: false,
        replay: false,
        timeSuspect: false,
        trouble: 'no-power',
        servicePoint: null,
        account: null,
        phone: null,
        address: null,
        text: null,
        channel: 'phone',
        ...call,
      };
      take(core.apply({ type: 'messages', commit, receivedAt: at, broker: 'embedded', messages: [message] }));
    },
    tick(at) {
      now = at;
      commit += 1;
      take(core.apply({ type: 'tick', commit, receivedAt: at }));
    },
    facts: () => facts,
  };
}
