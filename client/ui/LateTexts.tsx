/** Texts of a part that is fetched when it is first opened, added to those that are there. */

import { type ReactNode, useMemo } from 'react';
import { IntlProvider, useLocale, useMessages, useTimeZone } from 'use-intl';
import type { MessagePair } from './messagePair.ts';

type Props = { readonly name: string; readonly pair: MessagePair; readonly children: ReactNode };

export function LateTexts({ name, pair, children }: Props) {
  const locale = useLocale();
  const others = useMessages();
  const timeZone = useTimeZone();
  const messages = useMemo(() => ({ ...others, [name]: pair[locale === 'zh-CN' ? 'zh-CN' : 'en'] }), [others, locale, name, pair]);
  return (
    <IntlProvider locale={locale} messages={messages} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}
