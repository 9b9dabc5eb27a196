/** The texts of the language in use, fetched when it is chosen; until they are there the ones before stay (rule V11). */

import { useEffect, useState } from 'react';
import type { Language } from '../live/preferences.ts';
import type { Messages } from '../ui/messagePair.ts';

export type Texts = { readonly language: Language; readonly messages: Messages };

const loaders = {
  en: () => import('virtual:texts/en'),
  'zh-CN': () => import('virtual:texts/zh-CN'),
} as const;

/** Null until the first texts are there. */
export function useTexts(language: Language): Texts | null {
  const [texts, setTexts] = useState<Texts | null>(null);
  useEffect(() => {
    let current = true;
    void loaders[language]().then((module) => current && setTexts({ language, messages: module.default }));
    return () => {
      current = false;
    };
  }, [language]);
  return texts;
}
