/** Substations that speak Sparkplug B: what a host hears of them is the true state of their switches. */

import { describe, expect, it } from 'vitest';
import { dataType, fieldFits } from '../../../shared/sparkplug/dataType.ts';
import { decodePayload } from '../../../shared/sparkplug/decodePayload.ts';
import type { Metric, SparkplugPayload } from '../../../shared/sparkplug/payload.ts';
import { gridOf, runScenario } from '../support/runScenario.ts';
import { village } from '../support/village.ts';

const grid = gridOf(village({ feeders: 8, laterals: 6, transformers: 4, houses: 12 }));
const run = runScenario({ grid, scenario: 'storm', seed: 5, sparkplug: 1 });

type Heard = {
  readonly verb: string;
  readonly edge: string;
  readonly device: string;
  readonly payload: SparkplugPayload;
  readonly qos: number | undefined;
};

const heard: Heard[] = run.sent
  .filter(({ topic }) => topic.startsWith('spBv1.0/'))
  .map(({ topic, payload, qos }) => {
    const [, , verb = '', edge = '', device = ''] = topic.split('/');
    const decoded = decodePayload(payload instanceof Uint8Array ? payload : new TextEncoder().encode(payload));
    if (!decoded.ok) throw new Error(`${topic}: ${decoded.detail}`);
    return { verb, edge, device, payload: decoded.payload, qos };
  });

describe('a substation that speaks Sparkplug B', () => {
  it('no telemetered switch is heard over plain JSON any more', () => {
    const telemetered = new Set([...grid.telemetered.keys()].filter((i) => grid.telemetered[i] === 1).map((i) => grid.branchIds[i]));
    const json = run.sent.filter(({ topic }) => topic.includes('/switch/')).map(({ topic }) => topic.split('/')[4] ?? '');
    expect(json.filter((id) => telemetered.has(id))).toEqual([]);
  });

  it('is born before it reports, and counts from 0 to 255 without a gap', () => {
    const next = new Map<string, number>();
    for (const { verb, edge, payload } of heard) {
      if (verb === 'NDEATH') continue;
      if (verb === 'NBIRTH') next.set(edge, 0);
      expect(payload.seq, `${edge} ${verb}`).toBe(next.get(edge));
      next.set(edge, ((next.get(edge) ?? 0) + 1) % 256);
    }
    expect(next.size).toBe(2);
  });

  it('its birth carries bdSeq and Rebirth, its death the same bdSeq and no seq', () => {
    const birth = heard.find(({ verb }) => verb === 'NBIRTH');
    const death = heard.find(({ verb }) => verb === 'NDEATH');
    expect(birth?.payload.metrics.map(({ name }) => name)).toEqual(['bdSeq', 'Node Control/Rebirth']);
    expect(death?.payload.seq).toBeNull();
    expect(death?.payload.metrics[0]?.value).toEqual(birth?.payload.metrics[0]?.value);
  });

  it('births name, alias and type each metric; data come by alias with a value that fits', () => {
    const born = new Map<string, Metric>();
    for (const { verb, edge, payload } of heard) {
      for (const metric of payload.metrics) {
        const key = `${edge} ${metric.alias}`;
        if (verb === 'DBIRTH') {
          expect(metric.name).toMatch(/^f\d-(cb|rc)\/(position|cause|current\/[ABC])$/);
          born.set(key, metric);
        }
        if (verb !== 'DDATA') continue;
        expect(metric.name).toBeNull();
        const type = born.get(key)?.datatype ?? -1;
        expect(metric.value !== null && fieldFits(type, metric.value.field), key).toBe(true);
      }
    }
    expect(born.size).toBe(8 * 2 * 5);
  });

  it('[E5] both forms of a position are used, and the last one heard is the true one', () => {
    const names = new Map<string, Metric>();
    const open = new Map<string, boolean>();
    for (const { verb, edge, payload } of heard) {
      for (const metric of payload.metrics) {
        const key = `${edge} ${metric.alias}`;
        if (verb === 'DBIRTH') names.set(key, metric);
        const name = names.get(key)?.name ?? '';
        const bad = metric.properties?.get('Quality')?.value?.value === 0;
        if (!name.endsWith('/position') || bad || metric.value === null) continue;
        if (metric.value.field === 'boolean') open.set(name, !metric.value.value);
        if (metric.value.field === 'int' && metric.value.value !== 0) open.set(name, metric.value.value === 1);
      }
    }
    const types = new Set([...names.values()].filter(({ name }) => name?.endsWith('/position')).map(({ datatype }) => datatype));
    expect(types).toEqual(new Set([dataType.boolean, dataType.int32]));
    for (const [name, is] of open) {
      const branch = grid.branchIds.indexOf(name.split('/')[0] ?? '');
      expect(is, name).toBe(run.world.supply.open[branch] !== 0);
    }
    expect(open.size).toBe(16);
  });

  it('births and data travel with QoS 0, as the specification asks', () => {
    expect(new Set(heard.filter(({ verb }) => verb !== 'NDEATH').map(({ qos }) => qos))).toEqual(new Set([0]));
  });
});
