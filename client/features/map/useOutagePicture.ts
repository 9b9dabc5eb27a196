/** What of the selected outage is drawn beside its symbol: evidence, suspected section, devices weighed, and the plan asked for. */

import { useMemo } from 'react';
import { outageDetail } from '../../../shared/records/outage.ts';
import { type SwitchingPlanRecord, suggestions } from '../../../shared/records/suggestion.ts';
import { usePlanInView } from '../../live/planInView.ts';
import type { Selection } from '../../live/selection.ts';
import { useAnswer } from '../../live/useAnswer.ts';
import { useRecord } from '../../live/useRecord.ts';
import type { EvidencePicture } from './evidenceLayer.ts';

export type OutagePicture = {
  readonly evidence: EvidencePicture | null;
  /** The plan drawn, with its number from 1. */
  readonly plan: { readonly number: number; readonly plan: SwitchingPlanRecord } | null;
};

export function useOutagePicture(selection: Selection | null): OutagePicture {
  const id = selection?.kind === 'outage' ? selection.id : null;
  const outage = useRecord('outage', id);
  const [inView] = usePlanInView();
  const path = id === null ? null : `/api/v1/outages/${encodeURIComponent(id)}`;
  const wanted = inView !== null && inView.outage === id;
  const { answer } = useAnswer(path, outageDetail, outage?.revision ?? 0);
  const { answer: advice } = useAnswer(path !== null && wanted ? `${path}/suggestions` : null, suggestions, outage?.revision ?? 0);
  const detail = answer?.ok ? answer.value : null;
  const evidence = useMemo<EvidencePicture | null>(() => {
    if (!detail) return null;
    return {
      places: detail.evidenceItems.flatMap(({ kind, lon, lat }) => (lon === null || lat === null ? [] : [{ kind, lon, lat }])),
      section: detail.faultSection?.branches ?? [],
      alternatives: detail.explanation?.alternatives.map(({ device }) => device) ?? [],
    };
  }, [detail]);
  const plan = wanted && advice?.ok ? advice.value.plans[inView.place] : undefined;
  const number = inView ? inView.place + 1 : 1;
  return useMemo(() => ({ evidence, plan: plan ? { number, plan } : null }), [evidence, plan, number]);
}
