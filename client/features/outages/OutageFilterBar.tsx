/** Filter, priorities, open or ended, and in words what is hidden. */

import { useTranslations } from 'use-intl';
import { Button } from '../../ui/Button.tsx';
import { FilterField } from '../../ui/FilterField.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';
import { PrioritySymbol } from '../../ui/PrioritySymbol.tsx';
import { saveFile } from '../../ui/saveFile.ts';
import { useWord } from '../../ui/useWord.ts';
import { csvOf } from './csv.ts';
import { customersOf, type Names } from './outageOrder.ts';
import { SavedViews } from './SavedViews.tsx';
import { toAcknowledge, type useAcknowledgeAll } from './useAcknowledgeAll.ts';
import type { EndedOutages } from './useEndedOutages.ts';
import type { OutageGroups } from './useOutageGroups.ts';
import type { OutageView } from './useOutageView.ts';

type Props = {
  view: OutageView;
  ended: EndedOutages;
  names: Names;
  groups: OutageGroups;
  bulk: ReturnType<typeof useAcknowledgeAll>;
  mayAcknowledge: boolean;
};

export function OutageFilterBar({ view, ended, names, groups, bulk, mayAcknowledge }: Props) {
  const t = useTranslations('outages');
  const word = useWord();
  const format = useFormat();
  const waiting = toAcknowledge(view.rows).length;
  const customers = view.rows.reduce((sum, outage) => sum + customersOf(outage), 0);
  const save = () => {
    const heads = ['id', 'priority', 'state', 'device', 'feeder', 'areas', 'customersOut', 'customersPredicted', 'customersPeak'];
    const rows = view.rows.map((outage) => [
      outage.id,
      outage.priority,
      word('state', outage.state),
      outage.device.name,
      names.feeder(outage.feeder),
      outage.areas.map(({ id }) => names.area(id)).join(', '),
      outage.customersOut,
      outage.customersPredicted,
      outage.customersPeak,
      outage.startedAt,
      outage.estimatedRestoration?.at ?? '',
      names.cause(outage.cause),
    ]);
    saveFile('outages.csv', 'text/csv', csvOf([[...heads, 'startedAt', 'estimatedRestoration', 'cause'], ...rows]));
  };
  return (
    <div className="filter-bar">
      <FilterField label={t('filter')} placeholder={t('filterPlaceholder')} text={view.filter.text} onText={view.setText} />
      <div className="filter-priorities">
        {([1, 2, 3, 4] as const).map((priority) => (
          <Button
            key={priority}
            plain
            icon
            label={t('priority', { priority })}
            shortcut={String(priority)}
            pressed={view.filter.priorities.has(priority)}
            onPress={() => view.togglePriority(priority)}
          >
            <PrioritySymbol priority={priority} look="confirmed" size={16} label="" />
          </Button>
        ))}
      </div>
      <fieldset className="choice" aria-label={t('which')}>
        <Button pressed={!ended.chosen} onPress={() => ended.choose(false)}>
          {t('open')}
        </Button>
        <Button pressed={ended.chosen} onPress={() => ended.choose(true)}>
          {t('ended')}
        </Button>
      </fieldset>
      <div className="filter-words">
        <span>
          {t('shown', { count: view.rows.length, formatted: format.number(view.rows.length), customers: format.number(customers) })}
        </span>
        {view.hidden.length > 0 && (
          <>
            <strong>
              {t('hidden', { count: view.hidden.length, urgent: view.hidden.filter(({ priority }) => priority === 1).length })}
            </strong>
            <Button plain onPress={view.clear}>
              {t('showAll')}
            </Button>
          </>
        )}
        <Button plain pressed={groups.chosen} onPress={() => groups.choose(!groups.chosen)}>
          {t('group')}
        </Button>
        <SavedViews />
        {mayAcknowledge && waiting > 0 && (
          <Button plain shortcut="Shift+A" onPress={() => bulk.run(view.rows)}>
            {t('bulk.acknowledge', { count: waiting })}
          </Button>
        )}
        <Button plain onPress={save}>
          {t('csv')}
        </Button>
        {bulk.state && (
          <span role="status">
            {t(bulk.state.done + bulk.state.refused < bulk.state.wanted ? 'bulk.working' : 'bulk.done', { ...bulk.state })}
          </span>
        )}
      </div>
    </div>
  );
}
