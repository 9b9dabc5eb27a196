/** Texts of repairs in both languages. */

import type { MessagePair } from '../../ui/messagePair.ts';
import { repairsChinese } from './messagesChinese.ts';
import { repairsEnglish } from './messagesEnglish.ts';

export const repairMessages: MessagePair = { en: repairsEnglish, 'zh-CN': repairsChinese };
