/** Says that what is drawn is a what-if, whom it would bring back, and that nothing here executes it (rule F1). */

import { useTranslations } from 'use-intl';
import type { SwitchingPlanRecord } from '../../../shared/records/suggestion.ts';
import { Button } from '../../ui/Button.tsx';
import { useFormat } from '../../ui/FormatContext.tsx';

export function PlanNote({ number, plan, onClose }: { number: number; plan: SwitchingPlanRecord; onClose(): void }) {
  const t = useTranslations('map.plan');
  const format = useFormat();
  return (
    <p className="map-trace" role="status">
      {t('drawn', { number, customers: format.number(plan.customers), left: format.number(plan.leftOut) })}
      <Button plain onPress={onClose}>
        {t('hide')}
      </Button>
    </p>
  );
}
