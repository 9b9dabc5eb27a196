/** The demo's people, one click each. */

import { useTranslations } from 'use-intl';
import type { SignedOut } from '../../live/configuration.ts';
import { useWord } from '../../ui/useWord.ts';

export function DemoPeople({ people, busy, onChoose }: { people: SignedOut['demoUsers']; busy: boolean; onChoose(user: string): void }) {
  const t = useTranslations('login');
  const word = useWord();
  return (
    <section className="login-part">
      <h2>{t('demo')}</h2>
      <p className="muted">{t('demoWhat')}</p>
      <ul className="people">
        {people.map(({ user, name, role }) => (
          <li key={user}>
            <button type="button" className="button person-choice" disabled={busy} onClick={() => onChoose(user)}>
              <strong>{word('role', role)}</strong>
              <span className="muted">{name}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
