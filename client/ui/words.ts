/** Words for the codes of records, as the glossary of the screens gives them. */

import type { MessagePair } from './messagePair.ts';
import { wordsChinese } from './wordsChinese.ts';
import { wordsEnglish } from './wordsEnglish.ts';

export const words: MessagePair = { en: wordsEnglish, 'zh-CN': wordsChinese };
