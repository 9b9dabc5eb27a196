/** Preferences in components. */

import { useStore } from 'zustand';
import { useLive } from './LiveContext.tsx';
import type { Preferences } from './preferences.ts';

export function usePreference<K extends keyof Preferences>(key: K): [Preferences[K], (value: Preferences[K]) => void] {
  const { preferences } = useLive();
  const value = useStore(preferences, (state) => state[key]);
  return [value, (next) => preferences.setState((state) => ({ ...state, [key]: next }))];
}
