/** Writes an outage as operators and the API see it. */

import type { OutageDetail, OutageRecord } from '../../shared/records/outage.ts';
import { formatTime, formatTimeOrNull } from '../../shared/time.ts';
import { estimateClass, nextNewsAt } from '../domain/estimates/nextNews.ts';
import { estimateDefaults } from '../domain/estimates/settings.ts';
import { allEstimates, standingEstimate } from '../domain/estimates/track.ts';
import { faultSectionOf } from '../domain/faults/suggest.ts';
import { NONE } from '../domain/network/network.ts';
import { lettersOf } from '../domain/network/phases.ts';
import { type Estimate, isOpen, type Outage } from '../domain/outages/outage.ts';
import { priorityOf } from '../domain/outages/priority.ts';
import type { View } from '../domain/view.ts';
import { evidenceItemsOf } from './outageEvidence.ts';
import { explanationOf, placeOf, pointPositionOf, proposalOf } from './outagePlace.ts';
import { faultSectionRecordOf } from './suggestions.ts';

const wireEstimate = ({ at, earliest, latest, source, madeAt }: Estimate) => ({
  at: formatTime(at),
  earliest: formatTimeOrNull(earliest),
  latest: formatTimeOrNull(latest),
  source,
  madeAt: formatTime(madeAt),
});

export const feederIdOf = (view: View, branch: number): string | null => {
  const feeder = view.network.branches.feeder[branch] ?? NONE;
  return feeder === NONE ? null : view.network.feeders[feeder]!.id;
};

export function outageRecordOf(view: View, outage: Outage): OutageRecord {
  const { network, world } = view;
  const { device } = outage;
  const track = view.estimator.of(outage.id);
  const standing = standingEstimate(outage, track, view.now());
  const prediction = outage.state === 'predicted' ? (outage.prediction ?? null) : null;
  const verified = view.forecast.verifications.of(outage.id);
  const evidence = { switch: outage.switchReports, ...view.forecast.attached(outage), reports: 0 };
  return {
    id: outage.id,
    state: outage.state,
    voidReason: outage.voidReason,
    parent: outage.parent,
    mergedInto: outage.mergedInto,
    origin: outage.origin,
    momentary: outage.momentary,
    possiblyMomentary: outage.possiblyMomentary,
    level: prediction?.level ?? outage.level ?? 'device',
    device: placeOf(view, outage),
    phases: lettersOf(outage.phases & (network.branches.phases[device] ?? 7)),
    feeder: feederIdOf(view, device),
    areas: [...outage.areas].sort(([a], [b]) => a - b).map(([area, customersOut]) => ({ id: network.areas[area]!.id, customersOut })),
    customersOut: outage.customersOut,
    customersPredicted: prediction?.customers ?? 0,
    customersPartial: outage.customersPartial,
    customersUnknown: 0,
    customersPeak: outage.customersPeak,
    servicePointsOut: outage.servicePointsOut,
    startedAt: formatTime(outage.startedAt),
    startUncertain: outage.startUncertain,
    startedAfter: formatTimeOrNull(outage.startedAfter),
    restoredAt: formatTimeOrNull(outage.restoredAt),
    endedAt: formatTimeOrNull(outage.endedAt),
    cause: outage.cause,
    estimatedRestoration: standing && wireEstimate(standing),
    evidence,
    stale: isOpen(outage) && world.points.isStale(device),
    verification: verified?.state ?? outage.verification,
    verified: verified?.verified ?? 0,
    toVerify: verified?.toVerify ?? 0,
    disputed: outage.disputed,
    confidence: prediction?.confidence ?? null,
    hintsBelow: [...outage.hintsBelow],
    proposal: proposalOf(view, outage),
    ...priorityOf(view, outage),
    lifeSupport: view.lifeSupportIn(outage),
    acknowledged: outage.acknowledged,
    jobs: view.desks.repairs.ofOutage(outage.id).map(({ id }) => id),
    ...pointPositionOf(view, outage),
    revision: Math.max(outage.revision, track?.revision ?? 0),
  };
}

/** With steps, nested outages, history and evidence. */
export function outageDetailOf(view: View, outage: Outage): OutageDetail {
  const track = view.estimator.of(outage.id);
  const standing = standingEstimate(outage, track, view.now());
  const section = faultSectionOf(view, outage.id);
  const history = track ? [...outage.history, ...track.history].sort((a, b) => a.at - b.at) : outage.history;
  return {
    ...outageRecordOf(view, outage),
    steps: outage.steps.map(({ at, customers, servicePoints, how }) => ({
      at: formatTime(at),
      customers,
      servicePoints: servicePoints.length,
      how,
    })),
    nested: [...view.nestedIn(outage.id)],
    history: history.map((entry) => ({ ...entry, values: { ...entry.values }, at: formatTime(entry.at) })),
    evidenceItems: evidenceItemsOf(view, outage),
    estimates: allEstimates(outage, track).map((estimate) => ({
      ...wireEstimate(estimate),
      by: estimate.by,
      reason: estimate.reason,
      customersOut: estimate.customersOut,
    })),
    explanation: explanationOf(view, outage),
    faultSection: section && faultSectionRecordOf(view, section),
    nextNewsAt: isOpen(outage) ? formatTimeOrNull(nextNewsAt(track, standing, view.now(), estimateDefaults)) : null,
    estimateClass: standing && estimateClass(standing, outage.startedAt, estimateDefaults),
  };
}
