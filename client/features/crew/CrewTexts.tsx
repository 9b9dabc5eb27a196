/** The texts of the phone page, laid beside those it already has. */

import { type ReactNode, useMemo } from 'react';
import { IntlProvider, useLocale, useMessages } from 'use-intl';
import { useFormat } from '../../ui/FormatContext.tsx';
import { crewMessages } from './messages.ts';

export function CrewTexts({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const others = useMessages();
  const { timeZone } = useFormat();
  const messages = useMemo(() => ({ ...others, crew: crewMessages[locale === 'zh-CN' ? 'zh-CN' : 'en'] }), [others, locale]);
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
