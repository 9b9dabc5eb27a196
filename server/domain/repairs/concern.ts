/** Whom a job concerns: customers, key customers by level, people on life support (rules R12, K1). */

import { NONE } from '../network/network.ts';
import type { Outage } from '../outages/outage.ts';
import type { LiveView } from '../view.ts';
import { type Concerned, KEY_POINTS } from './priority.ts';

const NOBODY: Concerned = { customersOut: 0, customersPredicted: 0, keyPoints: 0, keyCustomers: 0, lifeSupport: 0 };
const USUAL_POINTS = 100;

type Marked = { readonly point: number; readonly points: number };

/** Key customers of the register, else the key places of the network. */
function keyMarks({ network, register }: LiveView): readonly Marked[] {
  const marked: Marked[] = [];
  if (register) {
    for (let customer = 0; customer < register.count; customer += 1) {
      const key = register.key(customer);
      const point = register.servicePoint[customer] ?? NONE;
      if (key && point !== NONE) marked.push({ point, points: KEY_POINTS.get(key.level ?? 'II') ?? USUAL_POINTS });
    }
  } else {
    network.servicePoints.key.forEach((key, point) => {
      if (key !== null) marked.push({ point, points: USUAL_POINTS });
    });
  }
  return marked;
}

function lifeSupportPoints({ register }: LiveView): readonly number[] {
  const points: number[] = [];
  for (let customer = 0; customer < (register?.count ?? 0); customer += 1) {
    const point = register?.servicePoint[customer] ?? NONE;
    if (register?.lifeSupport(customer) && point !== NONE) points.push(point);
  }
  return points;
}

export type Concern = (outage: Outage | null) => Concerned;

export function createConcern(view: LiveView): Concern {
  const keys = keyMarks(view);
  const lives = lifeSupportPoints(view);
  const { ledger } = view.world;
  return (outage) => {
    if (!outage) return NOBODY;
    const predicted = outage.state === 'predicted' ? new Set(outage.prediction?.points) : null;
    const inside = (point: number): boolean =>
      predicted ? predicted.has(point) : outage.slot !== NONE && ledger.outageOf[point] === outage.slot;
    let keyPoints = 0;
    let keyCustomers = 0;
    let lifeSupport = 0;
    for (const { point, points } of keys) {
      if (!inside(point)) continue;
      keyCustomers += 1;
      keyPoints = Math.max(keyPoints, points);
    }
    for (const point of lives) if (inside(point)) lifeSupport += 1;
    const customersPredicted = outage.state === 'predicted' ? (outage.prediction?.customers ?? 0) : 0;
    return { customersOut: outage.customersOut, customersPredicted, keyPoints, keyCustomers, lifeSupport };
  };
}
