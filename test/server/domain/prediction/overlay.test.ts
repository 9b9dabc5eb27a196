/** Predictions beside confirmed outages, on the forty-customer network. */

import { expect, it } from 'vitest';
import { createOverlay, type Overlay, type OverlayChange } from '../../../../server/domain/prediction/overlay.ts';
import { pointsUnder } from '../../../../server/domain/prediction/protectionTree.ts';
import { predictionDefaults } from '../../../../server/domain/prediction/settings.ts';
import { device, deviceId, microTree, point, pointId } from './microNetwork.ts';

function stage() {
  const holders = new Map<number, string>();
  const overlay: Overlay = createOverlay({ tree: microTree, settings: predictionDefaults, holderOf: (p) => holders.get(p) ?? null });
  overlay.setVeto(device('CB'), 'closed');
  overlay.setVeto(device('R1'), 'closed');
  const log: OverlayChange[] = [];
  let commit = 0;
  return {
    overlay,
    log,
    call(at: number, id: string): void {
      overlay.dark(point(id), { at: at * 1000, by: 'call', commit: ++commit });
      log.push(...overlay.settle(at * 1000));
    },
    hold(at: number, id: string, outage: string | null): void {
      const points = pointsUnder(microTree, device(id));
      for (const p of points) outage === null ? holders.delete(p) : holders.set(p, outage);
      overlay.holdersChanged(points);
      log.push(...overlay.settle(at * 1000));
    },
    on(at: number, id: string): void {
      overlay.proved(point(id), at * 1000);
      log.push(...overlay.settle(at * 1000));
    },
    open(): [string, number, number][] {
      return [...overlay.all()]
        .map((o): [string, number, number] => [
          o.level === 'device' ? deviceId(o.device) : pointId(o.point),
          o.points.length,
          o.startedAt / 1000,
        ])
        .sort((a, b) => a[2] - b[2] || (a[0] < b[0] ? -1 : 1));
    },
  };
}

it('[P7] a larger prediction absorbs the smaller one and says so', () => {
  const s = stage();
  s.call(0, 'T1-01');
  s.call(60, 'T1-02');
  expect(s.open()).toEqual([['T1', 8, 0]]);
  const gone = s.log.filter((change) => change.type === 'gone');
  expect(gone.map((change) => [change.outage.key, change.into])).toEqual([[`point ${point('T1-01')}`, [`device ${device('T1')}`]]]);
});

it('[O7] a confirmed outage above takes the predictions, and [P10] they come back from their own evidence when it was momentary', () => {
  const s = stage();
  for (const [at, id] of [
    [0, 'T1-01'],
    [60, 'T1-02'],
    [120, 'T2-01'],
    [180, 'T4-01'],
  ] as const)
    s.call(at, id);
  s.overlay.setVeto(device('R1'), 'live');
  s.overlay.settle(180_000);
  expect(s.open()).toEqual([
    ['F1', 24, 0],
    ['T4-01', 1, 180],
  ]);
  s.hold(240, 'R1', 'outage:R1');
  expect(s.open()).toEqual([]);
  expect(s.log.filter((change) => change.type === 'gone').at(-1)?.into).toEqual(['outage:R1']);
  s.hold(243, 'R1', null);
  expect(s.open()).toEqual([
    ['F1', 24, 0],
    ['T4-01', 1, 180],
  ]);
});

it('[P12] a confirmed transformer keeps its customers and the fuse above takes only the rest', () => {
  const s = stage();
  s.call(0, 'T1-01');
  s.call(60, 'T1-02');
  s.hold(120, 'T1', 'outage:T1');
  s.call(180, 'T2-01');
  s.call(240, 'T3-01');
  expect(s.open()).toEqual([['F1', 16, 180]]);
});

it('[P17] proof at one customer takes the transformer away and leaves the others who called', () => {
  const s = stage();
  s.call(0, 'T1-01');
  s.call(60, 'T1-02');
  s.on(90, 'T1-05');
  expect(s.open()).toEqual([
    ['T1-01', 1, 0],
    ['T1-02', 1, 60],
  ]);
});

it('[P18] a lone caller whose meter is on has no outage', () => {
  const s = stage();
  s.call(0, 'T1-01');
  s.on(30, 'T1-01');
  expect(s.open()).toEqual([]);
});

it('[P11] a call inside a confirmed outage attaches to it and predicts nothing', () => {
  const s = stage();
  s.hold(0, 'F2', 'outage:F2');
  s.call(300, 'T4-01');
  s.call(360, 'T5-01');
  expect(s.open()).toEqual([]);
  expect(s.overlay.evidenceOf(point('T4-01'))?.attachedTo).toBe('outage:F2');
});

it('the evidence survives a restart', () => {
  const s = stage();
  s.call(0, 'T1-01');
  s.call(60, 'T1-02');
  const again = createOverlay({
    tree: microTree,
    settings: predictionDefaults,
    holderOf: () => null,
    saved: JSON.parse(JSON.stringify(s.overlay.state())),
  });
  expect(again.settle(61_000)).toEqual([]);
  expect([...again.all()].map((o) => o.key)).toEqual([`device ${device('T1')}`]);
});
