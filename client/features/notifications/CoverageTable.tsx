/** The coverage ledger of one notice as a table; its lines add up to the people affected (rule M5). */

import { useTranslations } from 'use-intl';
import { type LedgerPart, ledgerParts, type NotificationRecord } from '../../../shared/records/notification.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';

type Props = { notice: NotificationRecord; part?: LedgerPart; onPart?(part: LedgerPart): void };

export function CoverageTable({ notice, part, onPart }: Props) {
  const t = useTranslations('notifications');
  const format = useFormat();
  const shown = ledgerParts.filter((name) => notice.ledger[name] > 0 || name === 'delivered');
  return (
    <table className="split-facts">
      <caption className="muted">{t('ledger')}</caption>
      <tbody>
        {shown.map((name) => (
          <tr key={name}>
            <th scope="row">
              {onPart ? (
                <Button plain pressed={part === name} onPress={() => onPart(name)}>
                  {t(`part.${name}`)}
                </Button>
              ) : (
                t(`part.${name}`)
              )}
            </th>
            <td>{format.number(notice.ledger[name])}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">
            <strong>{t('sum')}</strong>
          </th>
          <td>
            <strong>{format.number(notice.affected)}</strong>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
