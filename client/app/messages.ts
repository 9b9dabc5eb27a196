/** All texts of the page, by part; a new part adds one line. */

import { customerMessages } from '../features/customers/messages.ts';
import { estimateMessages } from '../features/estimates/messages.ts';
import { loginMessages } from '../features/login/messages.ts';
import { mapMessages } from '../features/map/messages.ts';
import { outageMessages } from '../features/outages/messages.ts';
import { timelineMessages } from '../features/outages/timelineMessages.ts';
import { placeMessages } from '../features/places/messages.ts';
import { reportMessages } from '../features/reports/messages.ts';
import { sourceMessages } from '../features/sources/messages.ts';
import { suggestionMessages } from '../features/suggestions/messages.ts';
import type { Language } from '../live/preferences.ts';
import type { MessagePair, Messages } from '../ui/messagePair.ts';
import { words } from '../ui/words.ts';
import { shellMessages } from './shellMessages.ts';

export const parts: Readonly<Record<string, MessagePair>> = {
  words,
  shell: shellMessages,
  login: loginMessages,
  map: mapMessages,
  outages: outageMessages,
  customers: customerMessages,
  timeline: timelineMessages,
  places: placeMessages,
  reports: reportMessages,
  estimates: estimateMessages,
  suggestions: suggestionMessages,
  sources: sourceMessages,
};

export const messagesOf = (language: Language): Messages =>
  Object.fromEntries(Object.entries(parts).map(([name, pair]) => [name, pair[language]]));
