/** Tells of new outages: summed up for everybody, at once and with a tone for the urgent ones. */

import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useLive } from '../live/LiveContext.tsx';
import { isOpen } from '../live/openOutages.ts';
import { useFormat } from '../ui/FormatContext.tsx';
import { useAnnounce } from '../ui/useAnnounce.ts';

export function OutageAnnouncer({ onUrgent }: { onUrgent(): void }) {
  const t = useTranslations('shell');
  const format = useFormat();
  const announce = useAnnounce();
  const { store } = useLive();
  const known = useRef(new Set<string>());
  const fresh = useRef({ outages: 0, customers: 0 });
  const tools = useRef({ t, format, announce, onUrgent });
  tools.current = { t, format, announce, onUrgent };

  useEffect(() => {
    for (const id of store.table('outage').keys()) known.current.add(id);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const customers = (count: number) => tools.current.t('customers', { count, formatted: tools.current.format.number(count) });
    const tell = () => {
      timer = undefined;
      const { outages, customers: count } = fresh.current;
      fresh.current = { outages: 0, customers: 0 };
      tools.current.announce(tools.current.t('newOutages', { count: outages, customers: customers(count) }));
    };
    const stop = store.onChange((change) => {
      const table = store.table('outage');
      let urgent = false;
      for (const id of change.ids.get('outage') ?? []) {
        const outage = table.get(id);
        if (!outage || known.current.has(id)) continue;
        known.current.add(id);
        if (change.reset || !isOpen(outage)) continue;
        const count = outage.customersOut + outage.customersPredicted;
        fresh.current.outages++;
        fresh.current.customers += count;
        timer ??= setTimeout(tell, 1_000);
        if (outage.priority <= 2) urgent = true;
        if (outage.priority === 1) {
          tools.current.announce(tools.current.t('newUrgent', { name: outage.device.name, customers: customers(count) }), 'urgent');
        }
      }
      if (urgent) tools.current.onUrgent();
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store]);
  return null;
}
