/** A coded sentence with its figures in the reader's language, in the first wording whose figures are there; unknown codes show themselves and their figures. */

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { useFormat } from '../../ui/FormatContext.tsx';
import { useWord, type WordGroup } from '../../ui/useWord.ts';

type Values = Readonly<Record<string, string | number>>;

/** Values that are codes themselves, and the words they belong to; a reason may also be what a person wrote. */
const CODED = new Map<string, WordGroup>([
  ['cause', 'cause'],
  ['position', 'position'],
  ['source', 'estimateSource'],
  ['reason', 'voidReason'],
  ['state', 'state'],
  ['origin', 'origin'],
]);

export function useSentence(): (code: string, values: Values) => string {
  const t = useTranslations('timeline');
  const format = useFormat();
  const word = useWord();
  const known = useTranslations('words');
  return useCallback(
    (code, values) => {
      const shown: Record<string, string | number> = {};
      for (const [name, value] of Object.entries(values)) {
        const group = CODED.get(name);
        if (typeof value === 'number') {
          shown[name] = format.number(value);
          shown[`${name}Count`] = value;
        } else if (group && (name !== 'reason' || (!value.includes('.') && known.has(`${group}.${value}`))))
          shown[name] = word(group, value);
        else shown[name] = /^\d{4}-\d\d-\d\dT/.test(value) ? format.seconds(Date.parse(value)) : value;
      }
      for (const key of [code, `${code}-other`, `${code}-plain`]) {
        const text = t.has(key) && t.raw(key);
        if (typeof text !== 'string') continue;
        const wanted = [...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? '');
        if (wanted.every((name) => name in shown)) return t(key, shown);
      }
      const rest = Object.entries(values).map(([name]) => `${name} ${shown[name]}`);
      return [code.replaceAll('-', ' '), ...rest].join(', ');
    },
    [t, format, word, known],
  );
}
