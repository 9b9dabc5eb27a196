/** The outage list over the full width, with the detail beside it; `/outages/:id` is the address of one outage. */

import { useTranslations } from 'use-intl';
import { Redirect, useLocation, useRoute, useSearch } from 'wouter';
import { OutageList } from '../features/outages/OutageList.tsx';
import { formatSelection, useSelection } from '../live/selection.ts';
import { useKeys } from '../ui/useKeys.ts';
import { SelectionPanel } from './SelectionPanel.tsx';
import './pages.css';

/** Addresses come from anywhere; a broken escape is taken as it stands. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function OutagePage() {
  const t = useTranslations('shell');
  const [matches, parameters] = useRoute('/outages/:id');
  const [, navigate] = useLocation();
  const search = useSearch();
  const [selection] = useSelection();
  useKeys([{ keys: 'f', label: t('goTo', { screen: t('screen.map') }), run: () => void navigate(`/map?${search}`) }]);
  if (matches && parameters) {
    const id = decoded(parameters.id);
    return <Redirect to={`/outages?sel=${encodeURIComponent(formatSelection({ kind: 'outage', id }))}`} replace />;
  }
  return (
    <div className="outage-page" data-selected={selection !== null || undefined}>
      <OutageList />
      <SelectionPanel />
    </div>
  );
}
