/** Texts of the outage list and detail. */

import type { MessagePair } from '../../ui/messagePair.ts';
import { outageChinese } from './messagesChinese.ts';
import { outageEnglish } from './messagesEnglish.ts';

export const outageMessages: MessagePair = { en: outageEnglish, 'zh-CN': outageChinese };
