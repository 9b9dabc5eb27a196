/** Names the screen for readers that go from heading to heading; the rail shows the same to the eye. */

import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import { screens } from './screens.tsx';

export function ScreenHeading() {
  const t = useTranslations('shell');
  const [location] = useLocation();
  const screen = screens.find(({ path }) => location === path || location.startsWith(`${path}/`));
  return <h1 className="unseen">{screen ? t(`screen.${screen.name}`) : 'Relight'}</h1>;
}
