/** Orders this phone has said it saw; kept on the phone, since the record of a job only says that it was dispatched. */

import { useCallback, useEffect, useState } from 'react';
import * as z from 'zod';
import { useCrewing } from './CrewContext.tsx';

const schema = z.array(z.string()).catch([]);
const MOST = 200;

export function useAcknowledged(): [ReadonlySet<string>, (job: string) => void] {
  const { shelf } = useCrewing();
  const [seen, setSeen] = useState<readonly string[]>([]);
  useEffect(() => {
    void shelf.kept('acknowledged').then((kept) => setSeen(schema.parse(kept)));
  }, [shelf]);
  const add = useCallback(
    (job: string) =>
      setSeen((before) => {
        const next = [...before.filter((id) => id !== job), job].slice(-MOST);
        void shelf.keep('acknowledged', next);
        return next;
      }),
    [shelf],
  );
  return [new Set(seen), add];
}
