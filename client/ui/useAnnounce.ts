/** Sentences for screen readers: polite ones summed up to one in five seconds, urgent ones at once (rule L16). */

import { createContext, useContext } from 'react';

export type Announce = (sentence: string, urgency?: 'polite' | 'urgent') => void;

export const AnnounceContext = createContext<Announce>(() => {});

export const useAnnounce = (): Announce => useContext(AnnounceContext);
