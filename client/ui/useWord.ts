/** The reader's word for a code; a code we have no word for is shown as it is, never hidden (rule I5). */

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

export type WordGroup =
  | 'state'
  | 'voidReason'
  | 'origin'
  | 'cause'
  | 'estimateSource'
  | 'confidence'
  | 'verification'
  | 'supply'
  | 'power'
  | 'position'
  | 'deviceKind'
  | 'switchKind'
  | 'areaLevel'
  | 'areaClass'
  | 'role'
  | 'transport'
  | 'messageKind'
  | 'quality'
  | 'crewStatus'
  | 'reportStatus'
  | 'refusal';

export function useWord(): (group: WordGroup, code: string) => string {
  const t = useTranslations('words');
  return useCallback(
    (group, code) => {
      const key = `${group}.${code}`;
      return code !== '' && !code.includes('.') && t.has(key) ? t(key) : code.replaceAll('-', ' ');
    },
    [t],
  );
}
