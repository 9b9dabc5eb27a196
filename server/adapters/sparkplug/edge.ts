/** What the host remembers of one edge node and its devices. */

import type { SwitchMessage } from '../../../shared/messages/switch.ts';
import type { SparkplugPayload } from '../../../shared/sparkplug/payload.ts';
import type { DataVerb } from '../../../shared/sparkplug/topic.ts';
import type { RawMessage } from '../../ports.ts';
import type { PointMapping } from './pointMapping.ts';

/** A metric as its birth described it. */
export type BornMetric = {
  readonly name: string;
  /** Data type; null when the birth named one we do not know: such a metric is skipped. */
  readonly type: number | null;
  readonly mapping: PointMapping | null;
  readonly owner: Unit;
  /** Its alias meant another metric before this birth; told once, when it is first used. */
  rebound: boolean;
};

/** The edge itself or one of its devices: whatever is born and dies on its own. */
export type Unit = {
  readonly source: string;
  /** Null for the edge itself. */
  readonly device: string | null;
  /** What the outside was last told. */
  online: boolean;
  /** It was told offline and is not born since: its birth ends a silence. */
  silent: boolean;
  /** Its birth holds: data may refer to it. */
  born: boolean;
  metrics: Map<string, BornMetric>;
};

/** Last live position of a branch, for changes across a silence and for causes that come on their own. */
export type LastPosition = { readonly position: SwitchMessage['position']; readonly at: number };

export type Held = {
  readonly raw: RawMessage;
  readonly verb: DataVerb;
  readonly device: string | null;
  readonly seq: number;
  readonly payload: SparkplugPayload;
  readonly print: number;
};

/**
 * `unborn`: no valid birth since we listen (or since its broker was lost); `live`: in order;
 * `waiting`: messages are missing, what comes is history until the next birth; `dead`: its death was heard.
 */
export type EdgePhase = 'unborn' | 'live' | 'waiting' | 'dead';

export type Edge = {
  readonly group: string;
  readonly id: string;
  /** Broker of its last birth. */
  broker: string;
  phase: EdgePhase;
  /** Null when the birth carried none that is usable; then every death counts. */
  bdSeq: number | null;
  nextSeq: number;
  /** Host time of the last message applied live, null before the first birth. */
  lastGoodAt: number | null;
  held: Held[];
  /** Monotonic time at which waiting for missing messages ends. */
  holdUntil: number | null;
  readonly node: Unit;
  readonly devices: Map<string, Unit>;
  aliases: Map<number | bigint, BornMetric>;
  /** Meaning of each alias in the session before. */
  formerAliases: Map<number | bigint, BornMetric>;
  readonly positions: Map<string, LastPosition>;
  readonly pendingCauses: Map<string, { readonly cause: string; readonly at: number }>;
  /** Fingerprint of the message applied last under each seq, to know a repeat. */
  readonly prints: Float64Array;
  /** A Rebirth metric was born: asking again may help. */
  offersRebirth: boolean;
  /** bdSeq that the answer to our Rebirth must carry, null when none was asked for. */
  askedWithBdSeq: number | null;
  /** Devices of the session before that must be born again by then (monotonic), else they are offline. */
  rebornBy: { readonly until: number; readonly birth: RawMessage } | null;
  readonly births: { readonly bdSeq: number; readonly mono: number }[];
  /** Monotonic time until which two edges are taken to use this name. */
  doubtedUntil: number;
  readonly violations: Map<string, number>;
};

const unit = (source: string, device: string | null): Unit => ({
  source,
  device,
  online: false,
  silent: false,
  born: false,
  metrics: new Map(),
});

export const edgeKey = (group: string, edge: string): string => `${group}/${edge}`;

export function createEdge(group: string, id: string, broker: string): Edge {
  return {
    group,
    id,
    broker,
    phase: 'unborn',
    bdSeq: null,
    nextSeq: 0,
    lastGoodAt: null,
    held: [],
    holdUntil: null,
    node: unit(`spb:${edgeKey(group, id)}`, null),
    devices: new Map(),
    aliases: new Map(),
    formerAliases: new Map(),
    positions: new Map(),
    pendingCauses: new Map(),
    prints: new Float64Array(256).fill(-1),
    offersRebirth: true,
    askedWithBdSeq: null,
    rebornBy: null,
    births: [],
    doubtedUntil: 0,
    violations: new Map(),
  };
}

/** The unit of a device, made when first heard of; null = the edge itself. */
export function unitOf(edge: Edge, device: string | null): Unit {
  if (device === null) return edge.node;
  const known = edge.devices.get(device);
  if (known) return known;
  const created = unit(`${edge.node.source}/${device}`, device);
  edge.devices.set(device, created);
  return created;
}

/** How far `seq` lies ahead of the one expected next, 0 to 255. */
export const ahead = (edge: Edge, seq: number): number => (seq - edge.nextSeq + 256) % 256;
