/** The distribution system of the Roy Billinton test system, bus 2: every section fault gives the switches and steps of the published study. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { suggest } from '../../../../server/domain/faults/suggest.ts';
import { oracleFolder } from '../../../support/sharedFolders.ts';
import { compiled, stage, switched } from '../stage.ts';

const oracle = z.object({
  network: z.object({
    nodes: z.array(z.object({ id: z.string(), source: z.boolean().optional() })),
    branches: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        switchKind: z.string().optional(),
        from: z.string(),
        to: z.string(),
        normal: z.string().optional(),
      }),
    ),
    servicePoints: z.array(z.object({ id: z.string(), node: z.string(), customers: z.number() })),
  }),
  faultTableCaseA: z.array(
    z.object({
      fault: z.string(),
      trips: z.string(),
      customersInterrupted: z.number(),
      open: z.array(z.string()),
      close: z.array(z.string()),
      steps: z.array(z.object({ by: z.string(), customers: z.number() })),
    }),
  ),
});

describe.skipIf(oracleFolder === null)('[F13] rbts2 (set RELIGHT_DATA to the folder of shared data to run it)', () => {
  const file = oracleFolder === null ? null : oracle.parse(JSON.parse(readFileSync(join(oracleFolder, 'rbts2.json'), 'utf8')));
  const network = file
    ? compiled({
        format: 'relight-network/1',
        nodes: file.network.nodes.map(({ id }) => ({ id })),
        sources: file.network.nodes.filter(({ source }) => source).map(({ id }) => ({ node: id })),
        branches: file.network.branches.map(({ id, kind, switchKind, from, to, normal }) => ({
          id,
          kind,
          ...(switchKind === undefined ? {} : { switchKind }),
          from,
          to,
          normallyOpen: normal === 'open',
          telemetered: switchKind === 'breaker',
          ratingKva: 1e6,
        })),
        servicePoints: file.network.servicePoints.map(({ id, node, customers }) => ({ id, node, customers, kva: 1 })),
      })
    : null;

  for (const row of file?.faultTableCaseA ?? []) {
    it(`[F5, F6] a fault in ${row.fault} opens ${row.open.join(', ')} and closes ${row.close.join(', ')}`, () => {
      if (!network) return;
      const play = stage(network);
      play.hear(switched(row.trips, 0, 'open', { cause: 'lockout' }));
      const outage = play.core.view.openOutages()[0];
      expect(outage?.customersOut).toBe(row.customersInterrupted);
      const section = { branches: [network.branchIndex.get(row.fault) ?? -1], reasons: [] };
      const { plans } = suggest(play.core.view, outage?.id ?? '', section);
      const steps = plans[0]?.steps ?? [];
      const named = (to: string) => steps.filter((step) => step.to === to).map(({ branch }) => network.branches.ids[branch]);
      expect(named('open').sort()).toEqual([...row.open].sort());
      expect(named('closed').sort()).toEqual([...row.close].sort());
      const gains = row.steps.filter(({ by }) => by !== 'repair');
      expect(steps.filter(({ customers }) => customers > 0).map(({ customers }) => customers)).toEqual(
        gains.map(({ customers }) => customers),
      );
      expect(plans[0]?.leftOut).toBe(row.steps.filter(({ by }) => by === 'repair').reduce((sum, { customers }) => sum + customers, 0));
    });
  }
});
