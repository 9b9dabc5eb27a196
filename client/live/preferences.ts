/** What one person likes, kept in this browser: theme, language, sound, single-letter keys, windows that follow one another. */

import * as z from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';

export const languages = ['en', 'zh-CN'] as const;
export const themes = ['light', 'dark', 'system', 'wall'] as const;

const schema = z.object({
  theme: z.enum(themes).catch('system'),
  language: z.enum(languages).catch('en'),
  /** Single-letter keys (rule K1). */
  letters: z.boolean().catch(true),
  sound: z.boolean().catch(false),
  /** Selection follows other windows of this person (rule L14). */
  follow: z.boolean().catch(true),
  tileUrl: z.string().max(500).catch(''),
  /** Views of the outage list kept under a name; `query` as in the address. */
  outageViews: z.array(z.object({ name: z.string().max(40), query: z.string().max(500) })).catch([]),
});

export type Preferences = z.infer<typeof schema>;
export type Language = Preferences['language'];
export type Theme = Preferences['theme'];
export type PreferenceStore = StoreApi<Preferences>;

const KEY = 'relight.preferences';

export type Shelf = { getItem(key: string): string | null; setItem(key: string, value: string): void };

function read(shelf: Shelf): unknown {
  try {
    return JSON.parse(shelf.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}

/** `fallback` is used for what was never chosen. */
export function createPreferences(shelf: Shelf, fallback: Partial<Preferences>): PreferenceStore {
  const kept = z.record(z.string(), z.unknown()).catch({}).parse(read(shelf));
  const store = createStore<Preferences>(() => schema.parse({ ...fallback, ...kept }));
  store.subscribe((state) => {
    try {
      shelf.setItem(KEY, JSON.stringify(state));
    } catch {
      // A full or forbidden store costs the memory of the choice, not the choice.
    }
  });
  return store;
}
