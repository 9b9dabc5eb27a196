/** Light, dark, wall or as the system: set on the root, never by reloading (rule V11). */

import { useEffect } from 'react';
import type { Theme } from '../live/preferences.ts';

const DARK = '(prefers-color-scheme: dark)';

/** The wall is dark: it hangs in rooms that are. */
const isDark = (theme: Theme): boolean => theme === 'dark' || theme === 'wall' || (theme === 'system' && matchMedia(DARK).matches);

export function useTheme(theme: Theme): void {
  useEffect(() => {
    const root = document.documentElement;
    const apply = () => {
      root.dataset.theme = theme;
      root.dataset.look = isDark(theme) ? 'dark' : 'light';
      window.dispatchEvent(new Event('relight-look'));
    };
    apply();
    const query = matchMedia(DARK);
    query.addEventListener('change', apply);
    return () => query.removeEventListener('change', apply);
  }, [theme]);
}
