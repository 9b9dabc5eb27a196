/** Measures notices when the whole city goes dark: audiences, the first messages, taking and settling all of them, and what a restart keeps. */

import { createCore } from '../../server/domain/core.ts';
import { MARK } from '../../server/domain/customers/marks.ts';
import { createRegister } from '../../server/domain/customers/register.ts';
import { createNoticeDesk } from '../../server/domain/notifications/desk.ts';
import type { DueMessage } from '../../server/domain/notifications/noticeView.ts';
import { noPlans } from '../../server/domain/notifications/planNotices.ts';
import type { Message } from '../../shared/messages/message.ts';
import { benchNetwork } from './benchNetwork.ts';
import type { Figure } from './journal.ts';

const START = Date.UTC(2026, 0, 5, 12);

/** Messages that stand in one row of the journal. */
function groupsOf(batch: readonly DueMessage[]): ReadonlyMap<string, readonly DueMessage[]> {
  const groups = new Map<string, DueMessage[]>();
  for (const message of batch) {
    const name = `${message.root} ${message.step} ${message.parts}`;
    groups.set(name, [...(groups.get(name) ?? []), message]);
  }
  return groups;
}

export async function benchNotices(print: (figure: Figure) => void): Promise<void> {
  const { network } = await benchNetwork('city');
  const { count } = network.servicePoints;
  const every = Int32Array.from({ length: count }, (_, i) => i);
  const register = createRegister({
    hash: 'bench',
    ids: Array.from(every, (i) => `c${i}`),
    servicePoint: every,
    marks: Uint16Array.from(every, () => MARK.hasPhone),
    locale: new Uint8Array(count),
    class: new Uint8Array(count),
    yearlyKwh: new Float64Array(count),
    accountKeys: new Float64Array(count).fill(Number.NaN),
    phoneKeys: Float64Array.from(every, (i) => i + 1),
    keys: [],
    lifeSupport: [],
  });
  const core = createCore({ network, register });
  const trips = network.feeders.flatMap(({ head }): Message[] =>
    head < 0
      ? []
      : [
          {
            kind: 'switch',
            id: network.branches.ids[head]!,
            at: START,
            area: null,
            source: 'bench',
            seq: null,
            eventId: null,
            quality: 'good',
            test: false,
            replay: false,
            timeSuspect: false,
            position: 'open',
            phases: null,
            cause: 'lockout',
            faultCurrent: null,
          },
        ],
  );
  const timed = <T>(figure: string, unit: string, detail: Record<string, unknown>, run: () => T): T => {
    const begun = performance.now();
    const answer = run();
    print({ bench: 'notices', figure, value: Math.round((performance.now() - begun) * 10) / 10, unit, detail });
    return answer;
  };
  timed('city-lost-applied', 'ms', { feeders: trips.length }, () =>
    core.apply({ type: 'messages', commit: 1, receivedAt: START, broker: 'embedded', messages: trips }),
  );
  const outages = new Set(core.view.openOutages().map(({ id }) => id));
  const fresh = createNoticeDesk({ view: core.view, register, plans: noPlans, saved: null });
  const moment = { receivedAt: START, commit: 2, now: START };
  timed(
    'audience',
    'ms',
    { outages: outages.size, servicePoints: core.view.openOutages().reduce((sum, each) => sum + each.members, 0) },
    () => fresh.settle({ facts: [], outages }, moment),
  );
  const { notices } = core.view.desks;
  const first = timed('first-batch', 'ms', { messages: 500 }, () => notices.due(500));
  let commit = 2;
  const taken = timed('all-taken-and-delivered', 'ms', { batch: 500 }, () => {
    let sum = 0;
    for (let batch = first; batch.length > 0; batch = notices.due(500)) {
      const groups = groupsOf(batch);
      for (const group of groups.values()) {
        const { root, kind, channel, step, version, parts } = group[0]!;
        const customers = group.map(({ customer }) => customer);
        const of = { root, kind, channel, step, version, customers };
        commit += 2;
        core.apply({ type: 'notice', commit: commit - 1, receivedAt: START + 1000, event: { event: 'taken', parts, ...of } });
        core.apply({
          type: 'notice',
          commit,
          receivedAt: START + 1000,
          event: { event: 'result', outcome: 'delivered', detail: null, ...of },
        });
      }
      sum += batch.length;
    }
    return sum;
  });
  const imbalance = notices.findImbalance();
  if (imbalance !== null) throw new Error(imbalance);
  const state = timed('kept-state', 'ms', { messages: taken }, () => JSON.stringify(fresh.state()));
  print({ bench: 'notices', figure: 'kept-state-size', value: Math.round(state.length / 1e5) / 10, unit: 'MB', detail: {} });
}
