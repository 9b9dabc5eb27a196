/** Compares a network that is to be activated with the one in force, and says what stands against it (rules N23, N24). */

import { createFindings, type Finding, IMPORT_ORPHAN_LIMIT } from './findings.ts';
import type { IdIndex } from './idIndex.ts';
import type { Network } from './network.ts';
import { metresBetween } from './placing.ts';

export type Listed = { readonly count: number; readonly examples: readonly string[] };
export type Difference = {
  readonly branches: { readonly added: Listed; readonly removed: Listed };
  readonly servicePoints: { readonly added: Listed; readonly removed: Listed; readonly moved: Listed };
  /** Switches with telemetry that the next network does not have: their messages would lead nowhere. */
  readonly orphaned: Listed;
  readonly customersBefore: number;
  readonly customersAfter: number;
  /** `import-threshold` needs a supervisor's approval; `import-conflict` names open outages on removed devices. */
  readonly findings: readonly Finding[];
};

export type OpenOutage = { readonly id: string; readonly device: string };

const EXAMPLES = 10;
const MOVED_METRES = 10;

const listed = (ids: readonly string[]): Listed => ({ count: ids.length, examples: ids.slice(0, EXAMPLES) });
const missingFrom = (ids: readonly string[], index: IdIndex): string[] => ids.filter((id) => !index.has(id));

function movedPoints(inForce: Network, next: Network): string[] {
  const before = inForce.servicePoints;
  const after = next.servicePoints;
  return before.ids.filter((id, p) => {
    const q = next.servicePointIndex.get(id);
    return q !== undefined && metresBetween(before.lon[p]!, before.lat[p]!, after.lon[q]!, after.lat[q]!) > MOVED_METRES;
  });
}

const customersOf = (network: Network): number => network.servicePoints.customers.reduce((sum, count) => sum + count, 0);

/** Shown before anybody approves. A share above `limit` of removed telemetered switches or service points asks for an approval. */
export function compareNetworks(
  inForce: Network,
  next: Network,
  openOutages: readonly OpenOutage[],
  limit: number = IMPORT_ORPHAN_LIMIT,
): Difference {
  const findings = createFindings();
  const { branches, servicePoints } = inForce;
  const telemetered = branches.ids.filter((_, b) => branches.telemetered[b] === 1);
  const orphaned = missingFrom(telemetered, next.branchIndex);
  const removedPoints = missingFrom(servicePoints.ids, next.servicePointIndex);
  const removedBranches = missingFrom(branches.ids, next.branchIndex);
  const tooMany = (gone: readonly string[], all: number, what: string): void => {
    if (gone.length <= limit * all) return;
    const message = `more than ${limit * 100} % of the ${what} would go; a supervisor must approve`;
    for (const id of gone) findings.add('import-threshold', 'block', message, id);
  };
  tooMany(orphaned, telemetered.length, 'telemetered switches');
  tooMany(removedPoints, servicePoints.count, 'service points');
  for (const { id, device } of openOutages) {
    if (next.branchIndex.has(device) || next.servicePointIndex.has(device)) continue;
    findings.add('import-conflict', 'block', 'an open outage stands on a device that would go; end it first', `${id} on ${device}`);
  }
  return {
    branches: { added: listed(missingFrom(next.branches.ids, inForce.branchIndex)), removed: listed(removedBranches) },
    servicePoints: {
      added: listed(missingFrom(next.servicePoints.ids, inForce.servicePointIndex)),
      removed: listed(removedPoints),
      moved: listed(movedPoints(inForce, next)),
    },
    orphaned: listed(orphaned),
    customersBefore: customersOf(inForce),
    customersAfter: customersOf(next),
    findings: findings.all(),
  };
}
