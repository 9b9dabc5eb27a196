/** Crews drive along lines where those lead somewhere, straight where they do not. */

import { describe, expect, it } from 'vitest';
import { metres } from '../../simulators/grid.ts';
import { placeAlong, routeBetween } from '../../simulators/route.ts';
import { gridOf, runScenario } from './support/runScenario.ts';
import { village } from './support/village.ts';

const grid = gridOf(village());
const node = (id: string): number => grid.nodeIds.indexOf(id);

describe('routeBetween', () => {
  it('follows lines and switches, open ties included', () => {
    const route = routeBetween(grid, node('f0-t2'), node('f1-t4'));
    const along = ['f0-t2', 'f0-t3', 'f0-t4', 'f1-t4'].map((id) => [grid.nodeLon[node(id)], grid.nodeLat[node(id)]]);
    expect(route.places).toEqual(along);
  });

  it('goes straight, as streets do, where lines lead too far around', () => {
    const [from, to] = [node('f0-0-a'), node('f0-1-a')];
    const beeline = metres(grid.nodeLon[from]!, grid.nodeLat[from]!, grid.nodeLon[to]!, grid.nodeLat[to]!);
    const route = routeBetween(grid, from, to);
    expect(route.places).toHaveLength(2);
    expect(route.metres).toBeCloseTo(beeline * 1.3);
  });

  it('begins and ends where it should', () => {
    const route = routeBetween(grid, node('bus-north'), node('f2-3-m2'));
    expect(placeAlong(route, 0)).toEqual(route.places[0]);
    expect(placeAlong(route, 1)).toEqual(route.places.at(-1));
    expect(placeAlong(routeBetween(grid, 3, 3), 0.5)).toEqual([grid.nodeLon[3], grid.nodeLat[3]]);
  });
});

describe('crews', () => {
  const run = runScenario({ grid, scenario: 'storm', seed: 2 });
  const heard = run.sent
    .filter(({ topic }) => topic.includes('/crew/'))
    .map(({ topic, payload, sentAt }) => ({ crew: topic, sentAt, ...JSON.parse(String(payload)) }));

  it('no crew is faster than 80 km/h', () => {
    const last = new Map<string, { at: number; lat: number; lon: number }>();
    for (const { crew, at, lat, lon } of heard) {
      const before = last.get(crew);
      const now = { at: Date.parse(at), lat, lon };
      if (before && now.at > before.at) {
        expect(metres(before.lon, before.lat, lon, lat) / ((now.at - before.at) / 1_000)).toBeLessThan(80 / 3.6);
      }
      last.set(crew, now);
    }
    expect(last.size).toBeGreaterThan(1);
  });

  it('statuses come in the order of a job', () => {
    const next: Record<string, string[]> = {
      available: ['available', 'assigned'],
      assigned: ['en-route'],
      'en-route': ['arrived'],
      arrived: ['working'],
      working: ['complete'],
      complete: ['available'],
    };
    const status = new Map<string, string>();
    for (const one of heard) {
      if (!one.status) continue;
      const before = status.get(one.crew);
      if (before) expect(next[before]).toContain(one.status);
      status.set(one.crew, one.status);
    }
  });

  it('[E16] a phone out of reach tells later what happened earlier', () => {
    const late = heard.filter(({ at, sentAt }) => sentAt - Date.parse(at) > 60_000);
    expect(late.length).toBeGreaterThan(0);
  });

  it('a crew at work says when it hopes to be done and what it found', () => {
    const working = heard.filter(({ status }) => status === 'working');
    expect(working.length).toBeGreaterThan(3);
    expect(working.every(({ estimate, note, at }) => Date.parse(estimate.at) > Date.parse(at) && note.length > 0)).toBe(true);
  });
});
