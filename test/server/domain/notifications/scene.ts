/** A small town with registered customers and a sender that the test plays: what is due, what came of it, what the ledger says. */

import { type Core, createCore } from '../../../../server/domain/core.ts';
import { lookupKey } from '../../../../server/domain/customers/lookupKey.ts';
import { MARK } from '../../../../server/domain/customers/marks.ts';
import { createRegister, type KeyMark, type Register } from '../../../../server/domain/customers/register.ts';
import type { Network } from '../../../../server/domain/network/network.ts';
import type { DueMessage } from '../../../../server/domain/notifications/noticeView.ts';
import type { NoticeSettings } from '../../../../server/domain/notifications/settings.ts';
import { project } from '../../../../server/projections/operations.ts';
import type { Command } from '../../../../shared/commands.ts';
import type { Message } from '../../../../shared/messages/message.ts';
import type { NoticeEvent, Outcome } from '../../../../shared/noticeEvent.ts';
import type { CoverageLedger, NoticeKind, NotificationRecord } from '../../../../shared/records/notification.ts';
import type { Role } from '../../../../shared/roles.ts';
import { moment } from '../stage.ts';

export type Person = {
  readonly id: string;
  readonly point: string;
  readonly marks?: number;
  readonly phone?: string | null;
  readonly key?: KeyMark;
  readonly lifeSupport?: number;
};

export function registerOf(network: Network, people: readonly Person[]): Register {
  const column = <T>(read: (person: Person) => T): T[] => people.map(read);
  return createRegister({
    hash: 'register',
    ids: column(({ id }) => id),
    servicePoint: Int32Array.from(column(({ point }) => network.servicePointIndex.get(point) ?? -1)),
    marks: Uint16Array.from(column(({ marks }) => marks ?? MARK.hasPhone)),
    locale: Uint8Array.from(column(() => 0)),
    class: Uint8Array.from(column(() => 0)),
    yearlyKwh: Float64Array.from(column(() => Number.NaN)),
    accountKeys: Float64Array.from(column(({ id }) => lookupKey(id))),
    phoneKeys: Float64Array.from(column(({ id, phone }) => (phone === null ? Number.NaN : lookupKey(phone ?? id)))),
    keys: people.flatMap(({ key }, index) => (key ? [[index, key] as const] : [])),
    lifeSupport: people.flatMap(({ lifeSupport }, index) =>
      lifeSupport === undefined ? [] : [[index, { attestedAt: lifeSupport }] as const],
    ),
  });
}

export type Scene = ReturnType<typeof createScene>;

export function createScene(options: {
  readonly network: Network;
  readonly people?: readonly Person[];
  readonly notices?: Partial<NoticeSettings>;
}) {
  const register = options.people ? registerOf(options.network, options.people) : null;
  const make = (snapshot: Uint8Array | null): Core =>
    createCore({ network: options.network, register, notices: options.notices, snapshot });
  let core = make(null);
  let commit = 0;
  let commands = 0;
  const next = (): number => {
    commit += 1;
    return commit;
  };
  const event = (t: number, said: NoticeEvent): void =>
    void core.apply({ type: 'notice', commit: next(), receivedAt: moment(t), event: said });

  const scene = {
    core: () => core,
    hear(message: Message, receivedT?: number) {
      const receivedAt = receivedT === undefined ? message.at : moment(receivedT);
      return core.apply({ type: 'messages', commit: next(), receivedAt, broker: 'embedded', messages: [message] }).facts;
    },
    /** Lets time pass, with a tick whenever the core asks for one. */
    wait(t: number) {
      for (let due = core.nextDeadline(); due !== null && due <= moment(t); due = core.nextDeadline()) {
        const at = Math.max(due, core.view.now());
        core.apply({ type: 'tick', commit: next(), receivedAt: at });
        const again = core.nextDeadline();
        if (again !== null && again <= at) throw new Error(`the core asks for ${again} again at ${at}`);
      }
      return core.apply({ type: 'tick', commit: next(), receivedAt: moment(t) }).facts;
    },
    ask(t: number, command: { readonly type: string } & Record<string, unknown>, role: Role = 'dispatcher', user: string = role) {
      commands += 1;
      const asked = { id: `command-${commands}`, ...command } as unknown as Command;
      const actor = { user, name: user, role, areas: null };
      return core.apply({ type: 'command', commit: next(), receivedAt: moment(t), command: asked, actor });
    },
    due: (limit = 1000): readonly DueMessage[] => core.view.desks.notices.due(limit),
    take(t: number, messages: readonly DueMessage[]): void {
      for (const { root, kind, channel, step, version, parts, customer } of messages)
        event(t, { event: 'taken', root, kind, channel, step, version, parts, customers: [customer] });
    },
    result(t: number, outcome: Outcome, messages: readonly DueMessage[]): void {
      for (const { root, kind, channel, step, version, customer } of messages)
        event(t, { event: 'result', root, kind, channel, step, version, outcome, customers: [customer], detail: null });
    },
    /** Takes everything that is due and says that it was delivered. */
    deliver(t: number): readonly DueMessage[] {
      const sent: DueMessage[] = [];
      for (let batch = scene.due(); batch.length > 0; batch = scene.due()) {
        scene.take(t, batch);
        scene.result(t, 'delivered', batch);
        sent.push(...batch);
      }
      return sent;
    },
    notice(about: string, kind: NoticeKind): NotificationRecord | null {
      return project(core.view, 'notification', `notification:${about.replace(':', '.')}.${kind}`);
    },
    ledger: (about: string, kind: NoticeKind): Partial<CoverageLedger> => {
      const ledger = scene.notice(about, kind)?.ledger;
      return Object.fromEntries(Object.entries(ledger ?? {}).filter(([, count]) => count > 0));
    },
    open: () => core.view.openOutages(),
    imbalance: () => core.view.desks.notices.findImbalance(),
    /** Goes on from a snapshot in a new core. */
    restart(): void {
      core = make(core.snapshot());
    },
  };
  return scene;
}
