/** Shortcuts of a component, for as long as it is on screen. */

import { createContext, useContext, useEffect, useMemo, useRef } from 'react';
import { createKeyboard, type Keyboard, type Shortcut } from './keyboard.ts';

export const KeyboardContext = createContext<Keyboard>(createKeyboard());

export const useKeyboard = (): Keyboard => useContext(KeyboardContext);

/** Keys and labels may change between renders; what runs is always the newest. */
export function useKeys(shortcuts: readonly Shortcut[]): void {
  const keyboard = useKeyboard();
  const newest = useRef(shortcuts);
  newest.current = shortcuts;
  const signature = shortcuts.map(({ keys, label }) => `${keys}\t${label}`).join('\n');
  const stable = useMemo<Shortcut[]>(
    () =>
      signature === ''
        ? []
        : signature.split('\n').map((line, index) => {
            const [keys = '', label = ''] = line.split('\t');
            return { keys, label, run: () => newest.current[index]?.run() };
          }),
    [signature],
  );
  useEffect(() => keyboard.add(stable), [keyboard, stable]);
}
