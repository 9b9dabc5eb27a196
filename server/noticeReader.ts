/** Reads the ledgers of notices for the HTTP routes, and tells groups of a new notice. */

import * as z from 'zod';
import { noticeKind } from '../shared/records/notification.ts';
import { formatTimeOrNull } from '../shared/time.ts';
import type { NoticeReader } from './channelPorts.ts';
import type { Fact } from './domain/core.ts';
import type { View } from './domain/view.ts';
import type { Notices } from './notices.ts';

export function noticeReaderOf({ desks, network }: View): NoticeReader {
  return {
    recipients(notice, part, from, limit) {
      const page = desks.notices.lines(notice, part, from, limit);
      if (!page) return null;
      const items = page.lines.map(({ point, at, ...line }) => ({
        ...line,
        servicePoint: network.servicePoints.ids[point]!,
        at: formatTimeOrNull(at),
      }));
      return { items, next: page.next };
    },
    budget: () => desks.notices.budget(),
  };
}

const opened = z.object({ kind: noticeKind, affected: z.number() });

/** Other facts are not its business. */
export function announceOpened({ type, about, body }: Fact, { desks }: View, notices: Pick<Notices, 'announce'>): void {
  const said = type === 'notice.opened' && about !== null ? opened.safeParse(body) : null;
  if (!said?.success || about === null) return;
  const of = desks.notices.casesOf(about);
  if (!of) return;
  const { text } = desks.notices.preview(of, said.data.kind, desks.notices.settings.defaultLanguage);
  notices.announce({ about, kind: said.data.kind, text, affected: said.data.affected });
}
