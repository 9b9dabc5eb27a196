/** What waits to be sent, in order, and what the server did not take: both versions, and the crew chooses. */

import { useTranslations } from 'use-intl';
import { useRecord } from '../../live/useRecord.ts';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useCrewing, useOutbox } from './CrewContext.tsx';
import type { OutboxItem } from './outbox.ts';
import { isWaiting } from './outbox.ts';
import { useDo } from './useDo.ts';

function useDeedWords(): (item: OutboxItem) => string {
  const t = useTranslations('crew');
  return (item) => {
    if (item.kind === 'photo') return t('deed.photo', { moment: t(`photo.${item.moment}`) });
    const { command } = item;
    if (command.type === 'job.setStatus') return t(`status.${command.status}`);
    if (command.type === 'job.note') return t('deed.note', { text: command.text });
    const key = `deed.${command.type.replace('.', '-')}`;
    return t.has(key) ? t(key) : command.type;
  };
}

function Conflict({ item }: { item: OutboxItem }) {
  const t = useTranslations('crew');
  const format = useFormat();
  const { outbox } = useCrewing();
  const { act } = useDo();
  const words = useDeedWords();
  const job = useRecord('job', item.job);
  const crew = useRecord('crew', job?.crew ?? null);
  const theirs = !job
    ? t('conflict.gone')
    : t('conflict.theirs', {
        status: t(`status.${job.status}`),
        crew: crew?.name ?? job.crew ?? t('conflict.nobody'),
        time: format.seconds(Date.parse(job.updatedAt)),
      });
  const command = item.kind === 'command' ? item.command : null;
  const again = command?.type === 'job.setStatus' && job?.nextSteps.some(({ status }) => status === command.status) ? command.status : null;
  return (
    <li className="crew-conflict">
      <p>
        <strong>{t('conflict.title', { job: job?.title ?? item.job ?? '' })}</strong>
      </p>
      <dl>
        <dt>{t('conflict.mine')}</dt>
        <dd>
          {words(item)} · {format.seconds(item.at)}
        </dd>
        <dt>{t('conflict.server')}</dt>
        <dd>{theirs}</dd>
      </dl>
      <p>{item.conflict?.message}</p>
      <div className="crew-two">
        <button type="button" onClick={() => void outbox.discard(item.seq)}>
          {t('conflict.keepTheirs')}
        </button>
        {again && job && (
          <button
            type="button"
            onClick={() => void act(job, { type: 'job.setStatus', status: again }).then(() => outbox.discard(item.seq))}
          >
            {t('conflict.sendMine')}
          </button>
        )}
      </div>
    </li>
  );
}

export function OutboxPanel({ onlyConflicts }: { onlyConflicts: boolean }) {
  const t = useTranslations('crew');
  const format = useFormat();
  const words = useDeedWords();
  const { items } = useOutbox();
  const conflicts = items.filter((item) => !isWaiting(item));
  const waiting = items.filter(isWaiting);
  return (
    <section className="crew-part" aria-label={t('outbox')}>
      {conflicts.length > 0 && (
        <div role="alert">
          <ul>
            {conflicts.map((item) => (
              <Conflict key={item.seq} item={item} />
            ))}
          </ul>
        </div>
      )}
      {!onlyConflicts && (
        <>
          <h2>{t('outbox')}</h2>
          {waiting.length === 0 && <p>{t('allSent')}</p>}
          <ol className="crew-outbox">
            {waiting.map((item) => (
              <li key={item.seq}>
                {format.seconds(item.at)} · {words(item)}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
