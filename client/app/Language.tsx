/** Texts and figures in the chosen language; changing it never reloads the page (rules I1, V11). */

import { type ReactNode, useEffect, useMemo } from 'react';
import { IntlProvider } from 'use-intl';
import type { Language as LanguageName } from '../live/preferences.ts';
import { FormatContext } from '../ui/FormatContext.tsx';
import { createFormatter } from '../ui/format.ts';
import type { Messages } from '../ui/messagePair.ts';

type Props = { language: LanguageName; messages: Messages; timeZone: string; children: ReactNode };

export function Language({ language, messages, timeZone, children }: Props) {
  const format = useMemo(() => createFormatter(language, timeZone), [language, timeZone]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <IntlProvider locale={language} messages={messages} timeZone={timeZone}>
      <FormatContext value={format}>{children}</FormatContext>
    </IntlProvider>
  );
}
