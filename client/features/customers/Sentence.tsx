/** The sentence to say, in the caller's language at first, in the other one at a key press (rule C6). */

import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { AnswerSentence } from '../../../shared/records/customer.ts';
import { Button } from '../../ui/Button.tsx';

const languages = ['en', 'zh'] as const;
type Spoken = (typeof languages)[number];

export function Sentence({ sentence, locale }: { sentence: AnswerSentence; locale: 'en' | 'zh-CN' | null }) {
  const t = useTranslations('customers');
  const page = useLocale();
  const [asked, setAsked] = useState<Spoken | null>(null);
  const spoken = asked ?? ((locale ?? page).startsWith('zh') ? 'zh' : 'en');
  return (
    <section className="sentence" aria-label={t('say')}>
      <p role="status" data-line={sentence.line} lang={spoken === 'zh' ? 'zh-CN' : 'en'}>
        {sentence[spoken]}
      </p>
      <fieldset className="choice" aria-label={t('sayLanguage')}>
        {languages.map((language) => (
          <Button key={language} pressed={spoken === language} onPress={() => setAsked(language)}>
            {t(`languages.${language}`)}
          </Button>
        ))}
      </fieldset>
    </section>
  );
}
