/** The texts of repairs, fetched with this part of the page and laid beside those it already has. */

import { type ReactNode, useMemo } from 'react';
import { IntlProvider, useLocale, useMessages } from 'use-intl';
import { useFormat } from '../../ui/FormatContext.tsx';
import { repairMessages } from './messages.ts';

export function JobTexts({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const others = useMessages();
  const { timeZone } = useFormat();
  const messages = useMemo(() => ({ ...others, repairs: repairMessages[locale === 'zh-CN' ? 'zh-CN' : 'en'] }), [others, locale]);
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
