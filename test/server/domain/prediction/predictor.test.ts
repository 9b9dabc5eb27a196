/** What calls point at, on the forty-customer network. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { explain } from '../../../../server/domain/prediction/explain.ts';
import { createPredictor, type Predictor } from '../../../../server/domain/prediction/predictor.ts';
import { predictionDefaults } from '../../../../server/domain/prediction/settings.ts';
import { device, deviceId, microTree, point, pointId } from './microNetwork.ts';

type Call = readonly [at: number, point: string];

const create = (): Predictor => {
  const predictor = createPredictor({ tree: microTree, settings: predictionDefaults });
  for (const id of ['CB', 'R1']) predictor.setVeto(device(id), 'closed');
  return predictor;
};

function call(predictor: Predictor, at: number, id: string): void {
  const before = predictor.report(point(id));
  const ms = at * 1000;
  predictor.setReport(point(id), {
    firstAt: Math.min(before?.firstAt ?? ms, ms),
    lastAt: Math.max(before?.lastAt ?? ms, ms),
    calls: (before?.calls ?? 0) + 1,
    meters: 0,
  });
}

function predicted(predictor: Predictor): string[] {
  return predictor
    .conclude(device('CB'))
    .predictions.map((p) => (p.level === 'device' ? deviceId(p.device) : pointId(p.point)))
    .sort();
}

function after(calls: readonly Call[]): string[] {
  const predictor = create();
  for (const [at, id] of calls) call(predictor, at, id);
  return predicted(predictor);
}

const T1x2: readonly Call[] = [
  [0, 'T1-01'],
  [60, 'T1-02'],
];
const F1: readonly Call[] = [...T1x2, [120, 'T2-01']];
const ALL: readonly Call[] = [...F1, [180, 'T4-01']];

it('[P3] one call is a service outage, never a device', () => expect(after([[0, 'T1-01']])).toEqual(['T1-01']));

it('[P2] the same service point calling again adds no evidence', () =>
  expect(
    after([
      [0, 'T1-01'],
      [30, 'T1-01'],
      [90, 'T1-01'],
    ]),
  ).toEqual(['T1-01']));

it('[P4] two service points of one transformer point at the transformer', () => expect(after(T1x2)).toEqual(['T1']));

it('[P6] calls further apart than the pool of the class do not combine', () =>
  expect(
    after([
      [0, 'T1-01'],
      [7300, 'T1-02'],
    ]),
  ).toEqual(['T1-01', 'T1-02']));

it('[P5] evidence on two branches rolls up to the fuse, and no further on one branch', () => {
  const predictor = create();
  for (const [at, id] of F1) call(predictor, at, id);
  expect(predicted(predictor)).toEqual(['F1']);
  expect(explain(predictor, device('F1'))?.whyNotUpstream).toMatchObject({ device: device('R1'), reason: 'branches', have: 1, need: 2 });
});

it('[P8] a closed and loaded recloser is never predicted, and what lies below stays', () => {
  const predictor = create();
  predictor.setVeto(device('R1'), 'live');
  for (const [at, id] of ALL) call(predictor, at, id);
  expect(predicted(predictor)).toEqual(['F1', 'T4-01']);
  expect(predictor.conclude(device('CB')).vetoed.map(deviceId)).toEqual(['R1']);
});

it('[P8] the same calls reach a recloser without telemetry', () => {
  const predictor = create();
  predictor.setVeto(device('R1'), null);
  for (const [at, id] of ALL) call(predictor, at, id);
  expect(predicted(predictor)).toEqual(['R1']);
});

it('[P8] with stale telemetry one report more is needed', () => {
  const predictor = create();
  predictor.setVeto(device('R1'), 'stale');
  for (const [at, id] of [T1x2[0], [60, 'T2-01'], [120, 'T4-01']] as Call[]) call(predictor, at, id);
  expect(predicted(predictor)).toEqual(['F1', 'T4-01']);
  call(predictor, 130, 'T5-01');
  expect(predicted(predictor)).toEqual(['R1']);
});

it('[P12] evidence inside a confirmed outage is not counted again', () => {
  const predictor = create();
  for (const [at, id] of T1x2) call(predictor, at, id);
  for (let i = 1; i <= 8; i++) predictor.setExplained(point(`T1-0${i}`), true);
  call(predictor, 180, 'T2-01');
  expect(predicted(predictor)).toEqual(['T2-01']);
  call(predictor, 240, 'T3-01');
  expect(predicted(predictor)).toEqual(['F1']);
  expect(predictor.assess(device('F1'))?.points).toBe(16);
});

it('[P17] a meter that answers on takes the transformer out of the prediction', () => {
  const predictor = create();
  for (const [at, id] of T1x2) call(predictor, at, id);
  predictor.setProof(point('T1-05'), 90_000);
  expect(predicted(predictor)).toEqual(['T1-01', 'T1-02']);
});

it('[P14] a settled prediction is not moved by more calls; the move is proposed', () => {
  const predictor = create();
  for (const [at, id] of T1x2) call(predictor, at, id);
  predictor.setSettled(device('T1'), true);
  call(predictor, 120, 'T2-01');
  expect(predicted(predictor)).toEqual(['T1', 'T2-01']);
  expect(predictor.conclude(device('CB')).proposals).toEqual([{ to: device('F1'), settled: [device('T1')] }]);
});

it('[A7] meters alone take a transformer at two meters and thirty per cent', () => {
  const predictor = create();
  const gasp = (id: string): void => predictor.setReport(point(id), { firstAt: 0, lastAt: 0, calls: 0, meters: 1 });
  gasp('T3-01');
  gasp('T3-02');
  expect(predicted(predictor)).toEqual(['T3-01', 'T3-02']);
  gasp('T3-03');
  expect(predicted(predictor)).toEqual(['T3']);
});

it('[E26] the order in which calls arrive does not matter', () => {
  const anyCalls = fc.array(fc.tuple(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 36 })), { maxLength: 25 });
  fc.assert(
    fc.property(anyCalls, fc.infiniteStream(fc.integer({ min: 0, max: 1000 })), (calls, chance) => {
      const shuffled = calls
        .map((c) => ({ c, key: chance.next().value ?? 0 }))
        .sort((a, b) => a.key - b.key)
        .map(({ c }) => c);
      const told = (list: typeof calls): string[] => after(list.map(([at, p]): Call => [at, pointId(p)]));
      expect(told(shuffled)).toEqual(told(calls));
    }),
    { numRuns: 300 },
  );
});

it('[O22] no service point is ever under two predictions', () => {
  const anyPoints = fc.array(fc.integer({ min: 0, max: 36 }), { maxLength: 30 });
  fc.assert(
    fc.property(anyPoints, (list) => {
      const predictor = create();
      list.forEach((p, i) => void call(predictor, i * 30, pointId(p)));
      const { predictions } = predictor.conclude(device('CB'));
      const holders = new Map<number, number>();
      for (const prediction of predictions) {
        const covers = microTree.deviceOfPoint.reduce<number[]>((all, nearest, p) => {
          if (prediction.level === 'service') return p === prediction.point ? [...all, p] : all;
          for (let d = nearest; d >= 0; d = microTree.parent[d] ?? -1) if (d === prediction.device) return [...all, p];
          return all;
        }, []);
        for (const p of covers) holders.set(p, (holders.get(p) ?? 0) + 1);
      }
      expect([...holders.values()].every((count) => count === 1)).toBe(true);
      for (const p of list) expect(holders.has(p)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
