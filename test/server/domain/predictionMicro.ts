/** The oracle `prediction-micro.json` as a stage: its network, and its telemetry events as messages. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Network } from '../../../server/domain/network/network.ts';
import type { Message } from '../../../shared/messages/message.ts';
import { compiled, source, switched } from './stage.ts';

const event = z.looseObject({
  t: z.number(),
  type: z.string(),
  device: z.string().optional(),
  value: z.union([z.string(), z.number()]).optional(),
  phases: z.string().optional(),
  commanded: z.boolean().optional(),
  lockout: z.boolean().optional(),
  source: z.string().optional(),
  birth: z.record(z.string(), z.string()).optional(),
  startT: z.number().optional(),
});
export type OracleEvent = z.infer<typeof event>;

const opened = z.looseObject({
  device: z.string().optional(),
  state: z.string(),
  basis: z.string(),
  customers: z.number(),
  startT: z.number().optional(),
  startRange: z.array(z.number()).optional(),
  possiblyMomentary: z.boolean().optional(),
  phases: z.string().optional(),
});

const check = z.looseObject({
  t: z.number(),
  open: z.array(opened),
  customers: z.object({ confirmed: z.number(), predicted: z.number(), planned: z.number(), partial: z.number(), unknown: z.number() }),
  momentary: z.object({ events: z.number(), customers: z.number() }),
  comms: z.object({ incidentsOpen: z.number(), stalePoints: z.number() }).optional(),
  servicePointsOff: z.array(z.string()).optional(),
  servicePointsPartial: z.array(z.string()).optional(),
  customersIfPartialNotCounted: z.number().optional(),
});
export type OracleCheck = z.infer<typeof check>;

const oracle = z.looseObject({
  network: z.object({
    nodes: z.array(z.object({ id: z.string(), source: z.boolean().optional() })),
    branches: z.array(z.looseObject({ id: z.string() })),
    servicePoints: z.array(z.looseObject({ id: z.string(), node: z.string() })),
  }),
  scenarios: z.array(
    z.object({ id: z.string(), title: z.string(), rules: z.array(z.string()), events: z.array(event), checks: z.array(check) }),
  ),
});

export type Micro = {
  readonly network: Network;
  scenario(id: string): z.infer<typeof oracle>['scenarios'][number];
};

/** @param deaf telemetered devices that are to have no telemetry */
export function predictionMicro(folder: string, deaf: readonly string[] = []): Micro {
  const { network, scenarios } = oracle.parse(JSON.parse(readFileSync(join(folder, 'prediction-micro.json'), 'utf8')));
  return {
    network: compiled({
      format: 'relight-network/1',
      feeders: [{ id: 'f', head: 'CB' }],
      sources: network.nodes.filter((node) => node.source).map(({ id }) => ({ node: id })),
      nodes: network.nodes.map(({ id }) => ({ id })),
      branches: network.branches.map((branch) => (deaf.includes(branch.id) ? { ...branch, telemetered: false } : branch)),
      servicePoints: network.servicePoints,
    }),
    scenario(id) {
      const found = scenarios.find((scenario) => scenario.id === id);
      if (!found) throw new Error(`the oracle has no scenario ${id}`);
      return found;
    },
  };
}

/** What telemetry says before second 0: both switches closed, good. */
export const quiet = (t: number): Message[] => ['CB', 'R1'].map((id) => switched(id, t, 'closed'));

const letters = ['open', 'closed', 'intermediate'] as const;
const positionOf = (value: unknown) => letters.find((letter) => letter === value) ?? 'faulty';

/** The telemetry messages of an event; none for calls, meters and people. */
export function messagesOf({ t, type, device, value, phases, commanded, lockout, source: said, birth }: OracleEvent): Message[] {
  switch (type) {
    case 'position':
      return [
        switched(device ?? '', t, positionOf(value), {
          phases: phases === 'ABC' ? null : (phases ?? null),
          cause: lockout ? 'lockout' : commanded ? 'command' : null,
        }),
      ];
    case 'measure':
      return [
        { ...switched(device ?? '', t, 'closed'), kind: 'measurement', quantity: 'current', value: Number(value), unit: 'A', phase: null },
      ];
    case 'commsLost':
      return [source(said ?? '', t, false)];
    case 'commsBack':
      return [source(said ?? '', t, true), ...Object.entries(birth ?? {}).map(([id, position]) => switched(id, t, positionOf(position)))];
    default:
      return [];
  }
}
