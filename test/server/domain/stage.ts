/** A small stage for tests of the core: a network in, messages at seconds, and what came of them. */

import { type Core, createCore, type Fact } from '../../../server/domain/core.ts';
import { compileNetwork } from '../../../server/domain/network/compile.ts';
import type { Network } from '../../../server/domain/network/network.ts';
import type { DomainSettings } from '../../../server/domain/settings.ts';
import type { Message } from '../../../shared/messages/message.ts';
import { type NetworkFile, networkFile } from '../../../shared/network.ts';

/** Second 0 of every stage. */
export const ZERO = Date.UTC(2026, 0, 5, 10, 0, 0);
export const moment = (t: number): number => ZERO + Math.round(t * 1000);

export function compiled(file: unknown): Network {
  const { network, findings } = compileNetwork(networkFile.parse(file), 'test');
  if (!network) throw new Error(JSON.stringify(findings));
  return network;
}

type Envelope = Partial<Pick<Message, 'source' | 'seq' | 'eventId' | 'quality' | 'test' | 'replay' | 'timeSuspect' | 'area'>>;

const heard = (id: string, t: number, envelope: Envelope) => ({
  id,
  area: null,
  at: moment(t),
  source: 'rtu-1',
  seq: null,
  eventId: null,
  quality: 'good' as const,
  test: false,
  replay: false,
  timeSuspect: false,
  ...envelope,
});

type SwitchMore = Envelope & Partial<Pick<Extract<Message, { kind: 'switch' }>, 'cause' | 'phases' | 'faultCurrent'>>;

export function switched(
  id: string,
  t: number,
  position: Extract<Message, { kind: 'switch' }>['position'],
  more: SwitchMore = {},
): Message {
  return { kind: 'switch', position, phases: null, cause: null, faultCurrent: null, ...heard(id, t, more), ...more };
}

export const source = (id: string, t: number, online: boolean, more: Envelope = {}): Message => ({
  kind: 'source',
  online,
  ...heard(id, t, { source: id, ...more }),
});

export type Stage = {
  readonly core: Core;
  /** Applies messages, each received at its own time (or at `receivedT`). */
  hear(messages: readonly Message[] | Message, receivedT?: number): readonly Fact[];
  /** Lets time pass. */
  wait(t: number): readonly Fact[];
  broker(t: number, connected: boolean): readonly Fact[];
};

export function stage(network: Network, settings: Partial<DomainSettings> = {}, snapshot: Uint8Array | null = null): Stage {
  return onStage(createCore({ network, settings, snapshot }));
}

export function onStage(core: Core): Stage {
  let commit = 0;
  const next = (): number => {
    commit += 1;
    return commit;
  };
  return {
    core,
    hear(messages, receivedT) {
      const list = Array.isArray(messages) ? messages : [messages];
      const facts: Fact[] = [];
      for (const message of list) {
        const receivedAt = receivedT === undefined ? message.at : moment(receivedT);
        facts.push(...core.apply({ type: 'messages', commit: next(), receivedAt, broker: 'embedded', messages: [message] }).facts);
      }
      return facts;
    },
    wait: (t) => core.apply({ type: 'tick', commit: next(), receivedAt: moment(t) }).facts,
    broker: (t, connected) => core.apply({ type: 'broker', commit: next(), receivedAt: moment(t), broker: 'embedded', connected }).facts,
  };
}

/** One feeder: breaker, recloser, two fuses, a spur each; customers 1 to 4 in powers of ten. A tie to a second feeder. */
export function twoFeeders(): NetworkFile {
  const line = (id: string, from: string, to: string) => ({ id, kind: 'line' as const, from, to });
  const device = (id: string, switchKind: 'breaker' | 'recloser' | 'fuse' | 'tie', from: string, to: string, more = {}) => ({
    id,
    kind: 'switch' as const,
    switchKind,
    from,
    to,
    ...more,
  });
  return networkFile.parse({
    format: 'relight-network/1',
    areas: [{ id: 'town' }, { id: 'east', parent: 'town' }, { id: 'west', parent: 'town' }],
    feeders: [
      { id: 'f1', head: 'cb1', area: 'west' },
      { id: 'f2', head: 'cb2', area: 'east' },
    ],
    sources: [{ node: 'bus' }],
    nodes: ['bus', 'a0', 'a1', 'a2', 'a3', 'a4', 'b0', 'b1', 'b2'].map((id) => ({ id })),
    branches: [
      device('cb1', 'breaker', 'bus', 'a0', { telemetered: true }),
      line('la', 'a0', 'a1'),
      device('r1', 'recloser', 'a1', 'a2', { telemetered: true }),
      device('fu1', 'fuse', 'a2', 'a3'),
      device('fu2', 'fuse', 'a2', 'a4'),
      device('cb2', 'breaker', 'bus', 'b0', { telemetered: true }),
      line('lb', 'b0', 'b1'),
      device('r2', 'recloser', 'b1', 'b2', { telemetered: true }),
      device('tie', 'tie', 'a2', 'b2', { normallyOpen: true, telemetered: true }),
    ],
    servicePoints: [
      { id: 'sa1', node: 'a1', customers: 1, area: 'west' },
      { id: 'sa2', node: 'a2', customers: 10, area: 'west' },
      { id: 'sa3', node: 'a3', customers: 100, area: 'west' },
      { id: 'sa4', node: 'a4', customers: 1000, area: 'east' },
      { id: 'sb1', node: 'b1', customers: 3, area: 'east' },
      { id: 'sb2', node: 'b2', customers: 30, area: 'east' },
    ],
  });
}
