/** The repairs board over the full width, with the job beside it; `/repairs/:id` is the address of one job. */

import { useTranslations } from 'use-intl';
import { Redirect, useLocation, useRoute, useSearch } from 'wouter';
import { RepairScreen } from '../features/repairs/RepairScreen.tsx';
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

export function RepairPage() {
  const t = useTranslations('shell');
  const [matches, parameters] = useRoute('/repairs/:id');
  const [, navigate] = useLocation();
  const search = useSearch();
  const [selection] = useSelection();
  const onMap = () => {
    const sel = new URLSearchParams(search).get('sel');
    navigate(sel === null ? '/map' : `/map?sel=${encodeURIComponent(sel)}`);
  };
  useKeys([{ keys: 'f', label: t('goTo', { screen: t('screen.map') }), run: () => void onMap() }]);
  if (matches && parameters) {
    const id = decoded(parameters.id);
    return <Redirect to={`/repairs?sel=${encodeURIComponent(formatSelection({ kind: 'job', id }))}`} replace />;
  }
  return (
    <div className="outage-page repair-page" data-selected={selection !== null || undefined}>
      <RepairScreen />
      <SelectionPanel />
    </div>
  );
}
