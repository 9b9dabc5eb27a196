/** Sun mode: black on white with thick edges, at least 7:1, remembered on this phone. */

import { useEffect, useState } from 'react';

const KEY = 'relight.crewSun';

export function useSun(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(() => localStorage.getItem(KEY) === '1');
  useEffect(() => {
    document.documentElement.toggleAttribute('data-sun', on);
    localStorage.setItem(KEY, on ? '1' : '0');
  }, [on]);
  return [on, setOn];
}
