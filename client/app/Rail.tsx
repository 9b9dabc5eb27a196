/** The screens, symbol and word, along the left edge. */

import { useTranslations } from 'use-intl';
import { Link, useLocation } from 'wouter';
import { screens } from './screens.tsx';

export function Rail() {
  const t = useTranslations('shell');
  const [location] = useLocation();
  return (
    <nav className="rail" aria-label={t('navigation')}>
      <ul>
        {screens.map(({ name, path, symbol, letter }) => (
          <li key={path}>
            <Link
              to={path}
              className="rail-link"
              aria-current={location === path || location.startsWith(`${path}/`) ? 'page' : undefined}
              title={`${t(`screen.${name}`)} (g ${letter})`}
            >
              {symbol}
              <span>{t(`screen.${name}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
