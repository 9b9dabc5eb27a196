/** What the sender and the screens may ask of notices: what is due, whether it is still true, what it says, and who stands where. */

import type { MessageKey } from '../../../shared/noticeEvent.ts';
import { type ChannelName, type LedgerPart, type NoticeKind, noticeKinds } from '../../../shared/records/notification.ts';
import type { CustomerLocale, Register } from '../customers/register.ts';
import { standingEstimate } from '../estimates/track.ts';
import { NONE } from '../network/network.ts';
import type { LiveView } from '../view.ts';
import { type Case, STANDING } from './cases.ts';
import { type Column, partName, STAGE } from './cells.ts';
import { createClockText } from './clockText.ts';
import type { Delivery } from './delivery.ts';
import type { Limits } from './limits.ts';
import { noticeId, readNoticeId } from './noticeId.ts';
import type { PlanNews } from './planNotices.ts';
import type { Recipients } from './recipients.ts';
import type { NoticeSettings } from './settings.ts';
import { renderText, segmentsOf, type TextName } from './templates.ts';

export type DueMessage = MessageKey & {
  readonly locale: CustomerLocale;
  readonly text: string;
  readonly parts: number;
  readonly about: string;
};

export type RecipientLine = {
  readonly customer: string | null;
  readonly point: number;
  readonly customers: number;
  readonly part: LedgerPart;
  readonly channel: ChannelName | null;
  readonly step: number;
  readonly at: number | null;
};

export type Told = {
  readonly kind: NoticeKind;
  readonly part: LedgerPart;
  readonly channel: ChannelName | null;
  readonly at: number | null;
};

export type NoticeViewOptions = {
  readonly view: LiveView;
  readonly recipients: Recipients;
  readonly register: Register | null;
  readonly settings: NoticeSettings;
  readonly cases: ReadonlyMap<string, Case>;
  readonly sendable: ReadonlySet<Case>;
  readonly delivery: Delivery;
  readonly limits: Limits;
  readonly isRight: (of: Case, kind: NoticeKind, entry: number) => boolean;
  readonly plans: PlanNews;
};

export type NoticeView = ReturnType<typeof createNoticeView>;

const NEWS_AHEAD_MS = 3_600_000;

export function createNoticeView(options: NoticeViewOptions) {
  const { view, recipients, register, settings, cases, sendable, delivery, limits, isRight, plans } = options;
  const { network } = view;
  const clock = createClockText(network.timeZone);
  const texts = new Map<string, { readonly text: string; readonly parts: number }>();
  let textsAt = 0;

  const areaName = (point: number): string => {
    const area = network.servicePoints.area[point] ?? NONE;
    return area === NONE ? network.name : network.areas[area]!.name || network.areas[area]!.id;
  };

  function textName(of: Case, kind: NoticeKind, point: number, etr: number | null, now: number): TextName {
    if ((kind === 'fault' || kind === 'restored' || kind === 'partly-restored') && !plans.isPlan(of.id) && limits.isUnstable(point, now))
      return 'unstable';
    return kind === 'fault' && (etr === null || etr <= now) ? 'fault-no-estimate' : kind;
  }

  function textOf(of: Case, kind: NoticeKind, entry: number, locale: CustomerLocale): { readonly text: string; readonly parts: number } {
    const now = view.now();
    const outage = view.outage(of.id);
    const plan = plans.textOf(of.id);
    const etr = plan?.end ?? (outage ? (standingEstimate(outage, view.estimator.of(of.id), now)?.at ?? null) : null);
    const point = recipients.point[of.recipient[entry]!]!;
    const name = textName(of, kind, point, etr, now);
    const since = of.since[entry]! * 1000;
    const back = of.backAt[entry]! * 1000;
    const area = network.servicePoints.area[point] ?? NONE;
    const key = `${of.id} ${name} ${locale} ${area} ${since} ${back} ${etr} ${plan?.start}`;
    if (textsAt !== Math.floor(now / 60_000)) {
      texts.clear();
      textsAt = Math.floor(now / 60_000);
    }
    const known = texts.get(key);
    if (known) return known;
    const text = renderText(name, locale, {
      area: areaName(point),
      start: clock(plan?.start ?? since, now),
      end: clock(plan?.end ?? (back || (outage?.endedAt ?? now)), now),
      etr: clock(etr ?? now, now),
      nextNews: clock(now + NEWS_AHEAD_MS, now),
      reason: plan?.reason ?? '',
      phone: settings.phone,
    });
    const rendered = { text, parts: segmentsOf(text) };
    texts.set(key, rendered);
    return rendered;
  }

  const localeOf = (customer: number): CustomerLocale =>
    (customer === NONE ? null : register?.locale(customer)) ?? settings.defaultLanguage;

  function messageOf(of: Case, column: Column, entry: number): DueMessage | null {
    const recipient = of.recipient[entry]!;
    const customer = recipients.customer[recipient]!;
    const step = column.step[entry]!;
    const rung = delivery.rungsOf(recipient, column.kind)[step];
    if (!register || customer === NONE || !rung) return null;
    const locale = localeOf(customer);
    return {
      root: of.roots[of.root[entry]!]!,
      kind: column.kind,
      channel: rung.channel,
      step,
      version: column.version[entry]!,
      customer: register.id(customer),
      locale,
      about: of.id,
      ...textOf(of, column.kind, entry, locale),
    };
  }

  function find(id: string): { readonly of: Case; readonly column: Column } | null {
    const named = readNoticeId(id);
    const of = named && cases.get(named.of);
    const column = named && of?.columns.get(named.kind);
    return of && column ? { of, column } : null;
  }

  return {
    settings,
    /** Messages that may leave now, most urgent first; the same ones again until they are taken. */
    due(limit: number): readonly DueMessage[] {
      const due: DueMessage[] = [];
      if (sendable.size === 0) return due;
      const now = view.now();
      const numbers = new Set<number>();
      for (const kind of noticeKinds)
        for (const of of sendable) {
          const column = of.columns.get(kind);
          if (!column || column.ready === 0) continue;
          let first = -1;
          for (let entry = column.readyFrom; entry < of.size && due.length < limit; entry += 1) {
            if (column.stage[entry] !== STAGE.ready) continue;
            if (first < 0) first = entry;
            const recipient = of.recipient[entry]!;
            const number = recipients.number[recipient]!;
            if (numbers.has(number) || !isRight(of, kind, entry)) continue;
            const fresh = column.step[entry] === 0 && !recipients.special[recipient];
            if (fresh && limits.capped(number, recipients.point[recipient]!, kind, now) > now) continue;
            const message = messageOf(of, column, entry);
            if (!message) continue;
            numbers.add(number);
            due.push(message);
          }
          column.readyFrom = first < 0 ? of.size : first;
          if (due.length >= limit) return due;
        }
      return due;
    },
    /** Written down as leaving, with no word of what came of it. */
    inDoubt(): readonly DueMessage[] {
      const open: DueMessage[] = [];
      for (const of of cases.values())
        for (const column of of.columns.values())
          for (let entry = 0; entry < of.size; entry += 1) {
            const message = column.stage[entry] === STAGE.taken ? messageOf(of, column, entry) : null;
            if (message) open.push(message);
          }
      return open;
    },
    /** The guard at the moment of sending (rule M9). */
    mayLeave(key: MessageKey): boolean {
      const found = delivery.find(key.root, key.customer);
      const column = found?.of.columns.get(key.kind);
      if (!found || !column || column.hold !== null || column.version[found.entry] !== key.version) return false;
      return column.stage[found.entry] === STAGE.taken && isRight(found.of, key.kind, found.entry);
    },
    budget: () => ({ spent: limits.spentToday(view.now()), limit: settings.dailyBudget }),
    ids: (): readonly string[] => [...cases.values()].flatMap((of) => [...of.columns.keys()].map((kind) => noticeId(of.id, kind))),
    find,
    casesOf: (about: string): Case | null => cases.get(about) ?? null,
    /** The text as the first of those told would read it. */
    preview(of: Case, kind: NoticeKind, locale: CustomerLocale): { readonly text: string; readonly parts: number } {
      const first = of.standing.subarray(0, of.size).findIndex((standing) => standing !== STANDING.moved);
      return first < 0 ? { text: '', parts: 0 } : textOf(of, kind, first, locale);
    },
    weightOf: (of: Case, entry: number): number => recipients.weight[of.recipient[entry]!]!,
    areasOf(of: Case): readonly string[] {
      const areas = new Set<number>();
      for (let entry = 0; entry < of.size; entry += 1) {
        if (of.standing[entry] === STANDING.moved) continue;
        const area = network.servicePoints.area[recipients.point[of.recipient[entry]!]!] ?? NONE;
        if (area !== NONE) areas.add(area);
      }
      return [...areas].sort((a, b) => a - b).map((area) => network.areas[area]!.id);
    },
    /** One line for each recipient, from an entry on. */
    lines(
      id: string,
      part: LedgerPart | null,
      from: number,
      limit: number,
    ): { readonly lines: readonly RecipientLine[]; readonly next: number | null } | null {
      const found = find(id);
      if (!found) return null;
      const { of, column } = found;
      const lines: RecipientLine[] = [];
      for (let entry = from; entry < of.size; entry += 1) {
        const name = of.standing[entry] === STANDING.moved ? null : partName(column.part[entry]!);
        if (name === null || (part !== null && name !== part)) continue;
        if (lines.length === limit) return { lines, next: entry };
        const recipient = of.recipient[entry]!;
        const customer = recipients.customer[recipient]!;
        const step = column.step[entry]!;
        lines.push({
          customer: customer === NONE ? null : (register?.id(customer) ?? null),
          point: recipients.point[recipient]!,
          customers: recipients.weight[recipient]!,
          part: name,
          channel: delivery.rungsOf(recipient, column.kind)[step]?.channel ?? null,
          step,
          at: column.stage[entry] === STAGE.done || column.stage[entry] === STAGE.taken ? column.at[entry]! * 1000 : null,
        });
      }
      return { lines, next: null };
    },
    /** What was told to one service point about an outage or plan, for the page of its customer (rule C3). */
    toldAt(about: string, point: number): readonly Told[] {
      const of = cases.get(about);
      const told: Told[] = [];
      for (let entry = 0; of && entry < of.size; entry += 1) {
        if (recipients.point[of.recipient[entry]!] !== point) continue;
        for (const column of of.columns.values()) {
          const part = of.standing[entry] === STANDING.moved ? null : partName(column.part[entry]!);
          if (part === null) continue;
          const { channel = null } = delivery.rungsOf(of.recipient[entry]!, column.kind)[column.step[entry]!] ?? {};
          const left = column.stage[entry] === STAGE.done || column.stage[entry] === STAGE.taken;
          told.push({ kind: column.kind, part, channel, at: left ? column.at[entry]! * 1000 : null });
        }
      }
      return told;
    },
    /** First notice whose parts do not add up to its people, in words; null when all do (rule M5). */
    findImbalance(): string | null {
      for (const of of cases.values()) {
        const standing = of.standing.subarray(0, of.size);
        for (const column of of.columns.values()) {
          const sums = new Int32Array(column.counts.length);
          let affected = 0;
          for (let entry = 0; entry < of.size; entry += 1) {
            const weight = standing[entry] === STANDING.moved ? 0 : recipients.weight[of.recipient[entry]!]!;
            affected += weight;
            sums[column.part[entry]!]! += standing[entry] === STANDING.moved ? 0 : weight;
          }
          if (affected !== of.affected) return `${of.id} counts ${of.affected} people and has ${affected}`;
          for (let part = 1; part < sums.length; part += 1)
            if (sums[part] !== column.counts[part])
              return `${noticeId(of.id, column.kind)} counts ${column.counts[part]} ${partName(part)}, has ${sums[part]}`;
          if (column.kind === 'fault' && sums.subarray(1).reduce((sum, count) => sum + count, 0) !== of.affected)
            return `${noticeId(of.id, column.kind)} leaves out some of ${of.affected} people`;
        }
      }
      return null;
    },
  };
}
