/** Texts of the phone page in both languages. */

import type { MessagePair } from '../../ui/messagePair.ts';
import { crewChinese } from './messagesChinese.ts';
import { crewEnglish } from './messagesEnglish.ts';

export const crewMessages: MessagePair = { en: crewEnglish, 'zh-CN': crewChinese };
