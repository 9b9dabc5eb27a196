/** Which crew this phone belongs to today; asked once, needs a line. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CrewRecord } from '../../../shared/records/crew.ts';
import { useCommand } from '../../live/useCommand.ts';
import { useIsLive } from '../../live/useFeed.ts';

export function ChooseCrew({ crews, onDone }: { crews: readonly CrewRecord[]; onDone(): void }) {
  const t = useTranslations('crew.join');
  const live = useIsLive();
  const { status, send } = useCommand();
  const [name, setName] = useState('');
  const join = (crew: string) => void send({ type: 'crew.join', crew }).then((taken) => taken && onDone());
  return (
    <section className="crew-part">
      <h2>{t('title')}</h2>
      {!live && <p className="crew-notice">{t('offline')}</p>}
      <ul className="crew-jobs">
        {crews
          .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
          .map(({ id, name: called, code }) => (
            <li key={id}>
              <button type="button" className="crew-job-line" disabled={!live} onClick={() => join(id)}>
                <strong lang="es">{called}</strong>
                <span>{code}</span>
              </button>
            </li>
          ))}
      </ul>
      <form
        className="crew-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && live) join(name.trim());
        }}
      >
        <label>
          {t('byId')}
          <input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </label>
        <button type="submit" disabled={!live || name.trim() === ''}>
          {t('go')}
        </button>
      </form>
      {status.state === 'refused' && (
        <p className="crew-notice" role="alert">
          {t('refused', { message: status.message || status.code })}
        </p>
      )}
    </section>
  );
}
