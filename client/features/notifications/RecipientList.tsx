/** Who stands in one part of the ledger; those to be called can be marked as reached (rules M3, M5). */

import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { type LedgerPart, type NotificationRecord, noticeRecipient } from '../../../shared/records/notification.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useCommand, useMay } from '../../live/useCommand.ts';
import { Button } from '../../ui/Button.tsx';
import { saveFile } from '../../ui/saveFile.ts';
import { useWord } from '../../ui/useWord.ts';

const page = z.object({ items: z.array(noticeRecipient), next: z.string().nullable() });

const csvOf = (items: z.infer<typeof page>['items']): string =>
  [
    'customer,servicePoint,customers,part,channel,step,at',
    ...items.map((item) =>
      [item.customer ?? '', item.servicePoint, item.customers, item.part, item.channel ?? '', item.step, item.at ?? ''].join(','),
    ),
  ].join('\r\n');

export function RecipientList({ notice, part }: { notice: NotificationRecord; part: LedgerPart }) {
  const t = useTranslations('notifications');
  const word = useWord();
  const may = useMay();
  const { status, send } = useCommand();
  const path = `/api/v1/notifications/${encodeURIComponent(notice.id)}/recipients?part=${part}&limit=100`;
  const { answer } = useAnswer(path, page, notice.ledger[part]);
  const items = answer?.ok ? answer.value.items : [];
  return (
    <>
      <h3>{t('people', { part: t(`part.${part}`) })}</h3>
      {answer && !answer.ok && (
        <p className="refusal" role="alert">
          {word('refusal', answer.code)}
        </p>
      )}
      {status.state === 'refused' && (
        <p className="refusal" role="alert">
          {status.message}
        </p>
      )}
      {answer?.ok && items.length === 0 && <p className="muted">{t('nobody')}</p>}
      <table className="split-facts">
        <tbody>
          {items.map(({ customer, servicePoint, customers, channel }) => (
            <tr key={`${servicePoint} ${customer}`}>
              <th scope="row">{customer ?? t('unregistered', { count: customers })}</th>
              <td>{servicePoint}</td>
              <td>{channel === null ? '' : t(`channel.${channel}`)}</td>
              <td>
                {part === 'manualPending' && customer !== null && may('notification.reached') && (
                  <Button
                    label={`${t('reached')} ${customer}`}
                    onPress={() => void send({ type: 'notification.reached', notification: notice.id, customer })}
                  >
                    {t('reached')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {items.length > 0 && <Button onPress={() => saveFile(`${notice.id}.csv`, 'text/csv', csvOf(items))}>{t('download')}</Button>}
    </>
  );
}
