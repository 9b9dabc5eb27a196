/** A feeder for tests of evidence: breaker and recloser with telemetry, two fuses with two transformers each, six meters on every one. */

import type { Network } from '../../../../server/domain/network/network.ts';
import type { CallMessage } from '../../../../shared/messages/call.ts';
import type { Message } from '../../../../shared/messages/message.ts';
import { compiled, moment } from '../stage.ts';

const POINTS = 6;
export const TRANSFORMERS = ['ta', 'tb', 'tc', 'td'] as const;
export const fuseOf = (transformer: string): string => (transformer < 'tc' ? 'fu1' : 'fu2');

/** Service points of a transformer: `ta-1` … `ta-6`. */
export const pointsOf = (transformer: string): string[] => Array.from({ length: POINTS }, (_, i) => `${transformer}-${i + 1}`);

/** @param phaseByPhase every service point on one phase: A, B, C in turn */
export function lateralFeeder(phaseByPhase = false): Network {
  return compiled({
    format: 'relight-network/1',
    areas: [{ id: 'town' }],
    feeders: [{ id: 'f', head: 'cb', area: 'town' }],
    sources: [{ node: 'bus' }],
    nodes: ['bus', 'n0', 'n1', 'm1', 'm2', ...TRANSFORMERS.map((id) => `lv-${id}`)].map((id) => ({ id })),
    branches: [
      { id: 'cb', kind: 'switch', switchKind: 'breaker', from: 'bus', to: 'n0', telemetered: true },
      { id: 'r', kind: 'switch', switchKind: 'recloser', from: 'n0', to: 'n1', telemetered: true },
      { id: 'fu1', kind: 'switch', switchKind: 'fuse', from: 'n1', to: 'm1' },
      { id: 'fu2', kind: 'switch', switchKind: 'fuse', from: 'n1', to: 'm2' },
      ...TRANSFORMERS.map((id) => ({ id, kind: 'transformer', from: fuseOf(id) === 'fu1' ? 'm1' : 'm2', to: `lv-${id}` })),
    ],
    servicePoints: TRANSFORMERS.flatMap((id) =>
      pointsOf(id).map((point, i) => {
        const phases = phaseByPhase ? 'ABC'.charAt(i % 3) : 'ABC';
        return { id: point, node: `lv-${id}`, phases, customers: 2, area: 'town' };
      }),
    ),
  });
}

const heard = (id: string, t: number, source: string) => ({
  id,
  area: null,
  at: moment(t),
  source,
  seq: null,
  eventId: null,
  quality: 'good' as const,
  test: false,
  replay: false,
  timeSuspect: false,
});

export const meter = (id: string, t: number, event: Extract<Message, { kind: 'meter' }>['event']): Message => ({
  kind: 'meter',
  event,
  voltage: null,
  ...heard(id, t, 'ami'),
});

export const call = (servicePoint: string, t: number, trouble: CallMessage['trouble'] = 'no-power'): Message => ({
  kind: 'call',
  trouble,
  servicePoint,
  account: null,
  phone: null,
  address: null,
  text: null,
  channel: 'phone',
  ...heard(`call-${servicePoint}-${t}`, t, 'calls'),
});

export const measured = (id: string, t: number, quantity: 'current' | 'voltage' | 'power', value: number): Message => ({
  kind: 'measurement',
  quantity,
  value,
  unit: quantity === 'current' ? 'A' : quantity === 'voltage' ? 'V' : 'kW',
  phase: null,
  ...heard(id, t, 'rtu-1'),
});
