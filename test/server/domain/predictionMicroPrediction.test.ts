/** The call and meter scenarios of the oracle: predictions, their confirmation, meters held and thinned, nested outages. */

import { describe, expect, it } from 'vitest';
import { isOpen, type Outage } from '../../../server/domain/outages/outage.ts';
import type { Message } from '../../../shared/messages/message.ts';
import { oracleFolder, withoutData } from '../../support/sharedFolders.ts';
import { messagesOf, type OracleCheck, type OracleEvent, predictionMicro, quiet } from './predictionMicro.ts';
import { moment, onStage, type Stage, stage } from './stage.ts';

describe.skipIf(!oracleFolder)(`prediction-micro, calls and meters (${withoutData})`, () => {
  const micro = oracleFolder ? predictionMicro(oracleFolder) : null;
  /** One service point of the oracle has four meters behind it; each speaks for itself. */
  const metersOf = (point: string): number => (point === 'T6-01' ? 4 : 1);

  const envelope = (id: string, t: number, source: string) => ({
    id,
    at: moment(t),
    area: null,
    source,
    seq: null,
    eventId: null,
    quality: 'good' as const,
    test: false,
    replay: false,
    timeSuspect: false,
  });

  function saidBy({ t, type, ...fields }: OracleEvent): Message[] {
    const points = Array.isArray(fields.servicePoints) ? fields.servicePoints.map(String) : [];
    if (type === 'call') {
      const call = {
        trouble: 'no-power',
        servicePoint: String(fields.servicePoint),
        account: null,
        phone: null,
        address: null,
      } as const;
      return [{ kind: 'call', ...envelope(`call-${t}`, t, 'calls'), ...call, text: null, channel: 'phone' }];
    }
    if (type !== 'ami') return messagesOf({ t, type, ...fields });
    const event = fields.kind === 'lastGasp' ? ('last-gasp' as const) : ('power-up' as const);
    return points.flatMap((point) =>
      Array.from(
        { length: metersOf(point) },
        (_, i): Message => ({ kind: 'meter', event, voltage: null, ...envelope(point, t, `meter-${i}`) }),
      ),
    );
  }

  function confirm(on: Stage, { t, device, startT }: OracleEvent, commit: number): void {
    const predicted = on.core.view.openOutages().find((outage) => micro?.network.branches.ids[outage.device] === device);
    on.core.apply({
      type: 'command',
      commit,
      receivedAt: moment(t),
      actor: { user: 'dispatcher', name: 'dispatcher', role: 'dispatcher', areas: null },
      command: {
        id: `confirm-${t}`,
        type: 'outage.confirm',
        outage: predicted?.id ?? '',
        device,
        startedAt: moment(startT ?? t),
        reason: 'seen',
      },
    });
  }

  const nameOf = (outage: Outage): string =>
    (outage.prediction?.level === 'service'
      ? micro?.network.servicePoints.ids[outage.prediction.point]
      : micro?.network.branches.ids[outage.device]) ?? '';

  function expectCheck({ core }: Stage, check: OracleCheck): void {
    const wanted = check.open.filter(({ state }) => state !== 'restored');
    const open = core.view.openOutages().toSorted((a, b) => a.startedAt - b.startedAt || (nameOf(a) < nameOf(b) ? -1 : 1));
    expect(open.map(nameOf)).toEqual(wanted.map(({ device, servicePoint }) => device ?? servicePoint));
    wanted.forEach((each, i) => {
      const outage = open[i]!;
      expect(outage.state).toBe(each.state);
      expect(outage.state === 'predicted' ? outage.prediction?.customers : outage.customersOut).toBe(each.customers);
      if (each.startT !== undefined) expect(outage.startedAt).toBe(moment(each.startT));
      const parent = each.parent;
      if (parent !== undefined) expect(micro?.network.branches.ids[core.view.outage(outage.parent ?? '')?.device ?? -1]).toBe(parent);
      const hints = each.hintsBelow;
      if (Array.isArray(hints)) expect([...outage.hintsBelow].sort()).toEqual(hints);
    });
    for (const restored of check.open.filter(({ state }) => state === 'restored')) {
      const outage = [...core.view.outages()].find(
        (each) => nameOf(each) === restored.device && !isOpen(each) && each.state === 'restored',
      );
      const verification = core.view.forecast.verifications.of(outage?.id ?? '');
      expect(verification).toEqual({ state: restored.verification, verified: restored.verified, toVerify: restored.toVerify });
    }
    const { all } = core.view.world.ledger.tally;
    expect({ confirmed: all.out[0], predicted: all.predicted[0] }).toEqual({
      confirmed: check.customers.confirmed,
      predicted: check.customers.predicted,
    });
    expect(core.view.momentary()).toEqual(check.momentary);
    if (check.ami) expect(core.view.forecast.desk.account.totals()).toEqual(check.ami);
    const vetoed = check.vetoed;
    if (Array.isArray(vetoed)) {
      const { overlay } = core.view.forecast;
      expect(overlay.vetoed().map((device) => micro?.network.branches.ids[overlay.tree.branch[device]!])).toEqual(vetoed);
    }
    const finished = check.finished;
    if (Array.isArray(finished))
      for (const { device, restoredAt, customers } of finished) {
        const ended = [...core.view.outages()].find(
          (outage) => nameOf(outage) === device && (outage.state === 'restored' || outage.state === 'closed'),
        );
        const back = ended?.steps.filter(({ to }) => to === null).reduce((sum, step) => sum + step.customers, 0);
        expect([ended?.restoredAt, back]).toEqual([moment(restoredAt), customers]);
      }
    expect(core.checkInvariants()).toBeNull();
  }

  function play(id: string): void {
    if (!micro) throw new Error(withoutData);
    const { events, checks } = micro.scenario(id);
    const network = id === 'S4n' ? predictionMicro(oracleFolder ?? '', ['R1']).network : micro.network;
    const on = stage(network);
    on.hear(id === 'S4n' ? quiet(-30).slice(0, 1) : quiet(-30));
    let done = 0;
    let commit = 10_000;
    const pass = (t: number): void => {
      for (let due = on.core.nextDeadline(); due !== null && due <= moment(t); due = on.core.nextDeadline()) {
        commit += 1;
        on.core.apply({ type: 'tick', commit, receivedAt: due });
      }
    };
    for (const check of checks) {
      for (; (events[done]?.t ?? Number.POSITIVE_INFINITY) <= check.t; done += 1) {
        const event = events[done]!;
        pass(event.t);
        commit += 1;
        if (event.type === 'confirm') confirm(on, event, commit);
        else if (event.type !== 'ping' && event.type !== 'untelemetered') on.hear(saidBy(event));
      }
      pass(check.t);
      onStage(on.core).wait(check.t);
      expectCheck(on, check);
    }
  }

  it('[S1][P2][P3] one call is a service outage, not a device', () => play('S1'));
  it('[S1r][P2] the same service point calling again adds no evidence', () => play('S1r'));
  it('[S2][P4][P5] two service points of one transformer are the transformer', () => play('S2'));
  it('[S2w][P6] two calls further apart than the pool of the class stay apart', () => play('S2w'));
  it('[S3][P7][P13][P15] two independent branches are the fuse', () => play('S3'));
  it('[S4][P8][P9] a closed and loaded recloser caps the prediction', () => play('S4'));
  it('[S4n][P7][P8] the same calls without telemetry reach the recloser', () => play('S4n'));
  it('[S5][O5][O7][P10] a trip confirms and absorbs what lies below', () => play('S5'));
  it('[S6][O11][P10] after a blink the earlier evidence stands again', () => play('S6'));
  it('[S6b][O13] who was dark since the first call leaves the blink', () => play('S6b'));
  it('[S7][O17][O20][A9][A15] one transformer stays dark and becomes a nested outage with the first start', () => play('S7'));
  it('[S11][P12][O22] a confirmed outage is left alone and its customers are not taken again', () => play('S11'));
  it('[S12][A2][A3][A15][A16] gasps that come back within the hold-off are one flicker', () => play('S12'));
});
