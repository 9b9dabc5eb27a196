/** A made-up network for simulator tests: two substations, feeders with reclosers, fused laterals, transformers, ties. */

type Thing = Record<string, unknown>;

export type VillageSize = { readonly feeders: number; readonly laterals: number; readonly transformers: number; readonly houses: number };

/** Each feeder: breaker, trunk, load-break switch, recloser, trunk; laterals on both halves; a tie to the next feeder at the end. */
export function village(
  { feeders, laterals, transformers, houses }: VillageSize = { feeders: 4, laterals: 5, transformers: 4, houses: 12 },
): unknown {
  const nodes: Thing[] = [];
  const branches: Thing[] = [];
  const servicePoints: Thing[] = [];
  const node = (id: string, x: number, y: number): string => {
    nodes.push({ id, lon: 10 + x / 1000, lat: 50 + y / 1000 });
    return id;
  };
  const branch = (id: string, from: string, to: string, more: Thing = {}): void => {
    branches.push({ id, kind: 'line', from, to, nominalKv: 10, ...more });
  };
  const fused = (id: string, from: string, to: string, more: Thing = {}): void =>
    branch(id, from, to, { kind: 'switch', switchKind: 'fuse', ...more });
  const heads: Thing[] = [];
  const buses = ['north', 'south'].map((name, i) => node(`bus-${name}`, 0, i * 50));

  for (let f = 0; f < feeders; f++) {
    const y = f * 10;
    const p = `f${f}`;
    const bus = buses[f % 2]!;
    const trunk = [0, 1, 2, 3, 4].map((i) => node(`${p}-t${i}`, i * 4 + 1, y));
    branch(`${p}-cb`, bus, trunk[0]!, { kind: 'switch', switchKind: 'breaker', telemetered: true });
    branch(`${p}-l1`, trunk[0]!, trunk[1]!);
    branch(`${p}-lb`, trunk[1]!, trunk[2]!, { kind: 'switch', switchKind: 'load-break' });
    branch(`${p}-rc`, trunk[2]!, trunk[3]!, { kind: 'switch', switchKind: 'recloser', telemetered: true });
    branch(`${p}-l2`, trunk[3]!, trunk[4]!);
    for (let l = 0; l < laterals; l++) {
      const at = trunk[l % 2 === 0 ? 1 : 4]!;
      const phases = l % 3 === 0 ? 'ABC' : 'ABC'[l % 3];
      const q = `${p}-${l}`;
      fused(`${q}-fu`, at, node(`${q}-a`, 6 + l, y + 1), { phases });
      for (let t = 0; t < transformers; t++) {
        const mv = node(`${q}-m${t}`, 6 + l, y + 2 + t);
        branch(`${q}-s${t}`, t === 0 ? `${q}-a` : `${q}-m${t - 1}`, mv, { phases });
        const lv = node(`${q}-v${t}`, 6.5 + l, y + 2 + t);
        branch(`${q}-tr${t}`, mv, lv, { kind: 'transformer', phases });
        for (let h = 0; h < houses; h++) {
          const id = `${q}-${t}-${h}`;
          servicePoints.push({
            id,
            node: lv,
            phases: phases === 'ABC' ? 'ABC'[h % 3] : phases,
            customers: h === 0 ? 3 : 1,
            address: `Street ${q}-${t} ${h + 1}`,
          });
        }
      }
    }
    heads.push({ id: p, substation: f % 2 === 0 ? 'north' : 'south', head: `${p}-cb` });
    if (f > 0) branch(`tie-${f}`, `f${f - 1}-t4`, trunk[4]!, { kind: 'switch', switchKind: 'tie', normallyOpen: true });
  }
  return {
    format: 'relight-network/1',
    name: 'village',
    areas: [
      {
        id: 'a-1',
        level: 'district',
        polygon: [
          [10, 50],
          [10.02, 50],
          [10.02, 50.05],
          [10, 50.05],
        ],
      },
    ],
    substations: [
      { id: 'north', lon: 10, lat: 50 },
      { id: 'south', lon: 10, lat: 50.05 },
    ],
    feeders: heads,
    sources: buses.map((bus, i) => ({ node: bus, substation: i === 0 ? 'north' : 'south' })),
    nodes,
    branches,
    servicePoints,
  };
}
