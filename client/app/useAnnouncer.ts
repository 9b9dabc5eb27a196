/** What the live regions say: one polite sentence in five seconds, the last one wins; urgent ones at once (rule L16). */

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Announce } from '../ui/useAnnounce.ts';

const PERIOD_MS = 5_000;

export function useAnnouncer(): { readonly announce: Announce; readonly polite: string; readonly urgent: string } {
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  const waiting = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const announce = useCallback<Announce>((sentence, urgency = 'polite') => {
    if (urgency === 'urgent') return setUrgent(sentence);
    if (timer.current !== undefined) {
      waiting.current = sentence;
      return;
    }
    setPolite(sentence);
    const next = () => {
      timer.current = undefined;
      const kept = waiting.current;
      waiting.current = null;
      if (kept === null) return;
      setPolite(kept);
      timer.current = setTimeout(next, PERIOD_MS);
    };
    timer.current = setTimeout(next, PERIOD_MS);
  }, []);
  return { announce, polite, urgent };
}
