/** Complaints with their clocks, and one of them in full (rules C8 to C10). */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { complaintRecord } from '../../../shared/records/complaint.ts';
import { useLive } from '../../live/LiveContext.tsx';
import { useAddress } from '../../live/useAddress.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { Button } from '../../ui/Button.tsx';
import { Moment } from '../../ui/Moment.tsx';
import { useWord } from '../../ui/useWord.ts';
import { Clocks } from './Clocks.tsx';
import { ComplaintDetail } from './ComplaintDetail.tsx';

const page = z.object({ items: z.array(complaintRecord) });
const filters = ['open', 'closed', 'all'] as const;
const complaintId = z.string().regex(/^complaint:[\w-]{1,40}$/);

export function ComplaintList({ version }: { version: number }) {
  const t = useTranslations('customers');
  const word = useWord();
  const { store } = useLive();
  const [filter, setFilter] = useState<(typeof filters)[number]>('open');
  const [shown, setShown] = useAddress('complaint', complaintId);
  const { answer } = useAnswer(`/api/v1/complaints?state=${filter}&limit=200`, page, version);
  const items = answer?.ok ? answer.value.items : [];
  return (
    <div className="desk-body" data-wide>
      <div className="desk-list">
        <fieldset className="choice" aria-label={t('column.state')}>
          {filters.map((name) => (
            <Button key={name} pressed={filter === name} onPress={() => setFilter(name)}>
              {t(`complaintFilter.${name}`)}
            </Button>
          ))}
        </fieldset>
        {answer && !answer.ok && <p className="refusal">{t('failed', { message: word('refusal', answer.code) })}</p>}
        {answer?.ok && items.length === 0 && <p className="empty">{t('emptyComplaints')}</p>}
        {items.length > 0 && (
          <table className="desk-table">
            <caption className="unseen">{t('complaint.list')}</caption>
            <thead>
              <tr>
                {(['opened', 'class', 'feeder', 'owner', 'clock', 'priority'] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(`column.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {items.map((complaint) => (
                <tr key={complaint.id} data-chosen={complaint.id === shown || undefined}>
                  <td>
                    <button type="button" className="link" onClick={() => setShown(complaint.id)}>
                      {complaint.id}
                    </button>{' '}
                    <Moment at={complaint.openedAt} show="age" />
                  </td>
                  <td>{t(`complaint.class.${complaint.class}`)}</td>
                  <td lang="es">{complaint.feeder === null ? '–' : (store.get('feeder', complaint.feeder)?.name ?? complaint.feeder)}</td>
                  <td>{complaint.owner}</td>
                  <td>
                    <Clocks clocks={complaint.clocks} />
                  </td>
                  <td className="number">{complaint.chases}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
      {shown !== null && <ComplaintDetail key={shown} id={shown} version={version} onClose={() => setShown(null)} />}
    </div>
  );
}
