/** Texts of the service desk. */

import type { MessagePair } from '../../ui/messagePair.ts';
import { customerChinese } from './messagesChinese.ts';
import { customerEnglish } from './messagesEnglish.ts';

export const customerMessages: MessagePair = { en: customerEnglish, 'zh-CN': customerChinese };
