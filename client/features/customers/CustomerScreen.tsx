/** The service desk: a caller from the first letter to the spoken sentence, calls, complaints, and where they pile up. */

import { useTranslations } from 'use-intl';
import * as z from 'zod';
import { useAddress } from '../../live/useAddress.ts';
import { useRecord } from '../../live/useRecord.ts';
import { Button } from '../../ui/Button.tsx';
import { CallList } from './CallList.tsx';
import { ComplaintList } from './ComplaintList.tsx';
import { HotSpots } from './HotSpots.tsx';
import { Lookup } from './Lookup.tsx';
import './customers.css';

const tabs = ['lookup', 'calls', 'complaints', 'hot-spots'] as const;
const tabName = z.enum(tabs);

export function CustomerScreen() {
  const t = useTranslations('customers');
  const [tab, setTab] = useAddress('tab', tabName);
  const desk = useRecord('service', 'service');
  const shown = tab ?? 'lookup';
  return (
    <section className="desk" aria-label={t('title')}>
      <div className="filter-bar">
        <fieldset className="choice" aria-label={t('title')}>
          {tabs.map((name) => (
            <Button key={name} pressed={shown === name} onPress={() => setTab(name === 'lookup' ? null : name)}>
              {t(`tabs.${name}`)}
            </Button>
          ))}
        </fieldset>
        {desk && (
          <p className="muted" data-late={desk.callsOverdue > 0 || undefined}>
            {t('counts', {
              unresolved: desk.callsUnresolved,
              callBacks: desk.callBacks,
              reminders: desk.remindersOpen,
              overdue: desk.callsOverdue,
            })}
          </p>
        )}
      </div>
      {shown === 'lookup' && <Lookup />}
      {shown === 'calls' && <CallList version={desk?.version ?? 0} />}
      {shown === 'complaints' && <ComplaintList version={desk?.version ?? 0} />}
      {shown === 'hot-spots' && <HotSpots version={desk?.version ?? 0} />}
    </section>
  );
}
