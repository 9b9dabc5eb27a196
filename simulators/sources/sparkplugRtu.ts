/** A remote terminal as Sparkplug B edge node: births, report by exception with aliases, death, rebirth on request. */

import { dataType } from '../../shared/sparkplug/dataType.ts';
import { encodePayload, type MetricToSend } from '../../shared/sparkplug/encodePayload.ts';
import { SPARKPLUG_ROOT } from '../../shared/topics.ts';
import type { Connection } from '../connection.ts';
import { pointsOfRtu, rtuSource } from '../rtus.ts';
import type { Rtu } from './rtu.ts';
import type { ViewOf } from './view.ts';

const POSITION = 0;
const CAUSE = 1;
const CURRENT = 2;
const METRICS_EACH = 5;
const PHASES = ['A', 'B', 'C'] as const;
const GOOD = 192;
const BAD = 0;

type Metric = { readonly name: string; readonly datatype: number; value: NonNullable<MetricToSend['value']>; quality: number };

/** Even substations say Boolean closed, odd ones double points (open 1, closed 2): both forms of the contract. */
export function createSparkplugRtu({ world, post }: ViewOf, substation: number): { rtu: Rtu; connection: Connection } {
  const { grid } = world;
  const source = rtuSource(grid, substation);
  const group = grid.substations[substation]?.area || 'grid';
  const topic = (verb: string, device?: string): string =>
    `${SPARKPLUG_ROOT}/${group}/${verb}/${source}${device === undefined ? '' : `/${device}`}`;
  const bdSeq: MetricToSend = { name: 'bdSeq', datatype: dataType.int64, value: { field: 'long', value: 0n } };
  const doublePoint = substation % 2 === 1;
  const positionOf = (open: boolean): Metric['value'] =>
    doublePoint ? { field: 'int', value: open ? 1 : 2 } : { field: 'boolean', value: !open };

  const devices = pointsOfRtu(world, substation);
  const metrics: Metric[] = [];
  const firstAlias = new Map<number, number>();
  for (const branch of [...devices.values()].flat()) {
    firstAlias.set(branch, metrics.length);
    const id = grid.branchIds[branch]!;
    const position = { datatype: doublePoint ? dataType.int32 : dataType.boolean, value: positionOf(grid.normallyOpen[branch] === 1) };
    metrics.push({ name: `${id}/position`, ...position, quality: GOOD });
    metrics.push({ name: `${id}/cause`, datatype: dataType.string, value: { field: 'string', value: 'unknown' }, quality: GOOD });
    for (const phase of PHASES) {
      metrics.push({ name: `${id}/current/${phase}`, datatype: dataType.float, value: { field: 'float', value: 0 }, quality: GOOD });
    }
  }
  const deviceOf = new Map([...devices].flatMap(([device, branches]) => branches.map((branch) => [branch, device] as const)));
  let seq = 0;

  function put(verb: string, device: string | undefined, at: number, sent: readonly MetricToSend[]): void {
    const payload = encodePayload({ timestamp: Math.round(post.wireTime(at)), seq, metrics: sent });
    seq = (seq + 1) % 256;
    post.put({ source, topic: topic(verb, device), payload, qos: 0 });
  }

  const born = (branch: number): MetricToSend[] =>
    Array.from({ length: METRICS_EACH }, (_, i) => {
      const alias = firstAlias.get(branch)! + i;
      return { alias, timestamp: Math.round(post.wireTime(world.now())), ...metrics[alias]! };
    });

  function beBorn(): void {
    seq = 0;
    const control: MetricToSend = { name: 'Node Control/Rebirth', datatype: dataType.boolean, value: { field: 'boolean', value: false } };
    put('NBIRTH', undefined, world.now(), [bdSeq, control]);
    for (const [device, branches] of devices) put('DBIRTH', device, world.now(), branches.flatMap(born));
  }

  const death = (at: number): Uint8Array => encodePayload({ timestamp: Math.round(at), metrics: [bdSeq] });

  /** Sends what changed, by alias alone. */
  function change(branch: number, at: number, changes: readonly { index: number; value: Metric['value'] }[], good: boolean): void {
    const first = firstAlias.get(branch);
    if (first === undefined) return;
    const sent = changes.map(({ index, value }): MetricToSend => {
      const metric = metrics[first + index]!;
      const quality = good ? GOOD : BAD;
      if (good) metric.value = value;
      return { alias: first + index, timestamp: Math.round(post.wireTime(at)), value, ...(good ? {} : { quality }) };
    });
    put('DDATA', deviceOf.get(branch), at, sent);
  }

  return {
    rtu: {
      moved({ branch, at, position, cause, good }) {
        // A Boolean cannot say "half way".
        if (position === 'intermediate' && !doublePoint) return;
        const value = position === 'intermediate' ? ({ field: 'int', value: 0 } as const) : positionOf(position === 'open');
        const why = { index: CAUSE, value: { field: 'string', value: cause ?? 'unknown' } } as const;
        change(branch, at, [...(cause === null ? [] : [why]), { index: POSITION, value }], good);
      },
      measured({ branch, at, amps, good }) {
        change(
          branch,
          at,
          PHASES.map((_, i) => ({ index: CURRENT + i, value: { field: 'float', value: amps } })),
          good,
        );
      },
      presence(online) {
        if (online) beBorn();
        else post.put({ source, topic: topic('NDEATH'), payload: death(post.wireTime(world.now())) });
      },
    },
    connection: {
      source,
      will: (at) => ({ topic: topic('NDEATH'), payload: death(at) }),
      hello: () => {
        beBorn();
        return [];
      },
      // The one command a host may send is Rebirth.
      listen: { filter: topic('NCMD'), heard: beBorn },
    },
  };
}
