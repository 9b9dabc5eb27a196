/** Order of feeders and areas. */

import type { AreaRecord, FeederRecord } from '../../../shared/records/places.ts';
import type { TableSort } from '../../ui/TableHead.tsx';

export type Place = FeederRecord | AreaRecord;

export const shareOut = ({ customersOut, customersTotal }: Place): number => (customersTotal > 0 ? customersOut / customersTotal : 0);

const FIGURES: Readonly<Record<string, (place: Place) => number>> = {
  outages: (place) => place.outagesOpen,
  total: (place) => place.customersTotal,
  out: (place) => place.customersOut,
  predicted: (place) => place.customersPredicted,
  partial: (place) => place.customersPartial,
  unknown: (place) => place.customersUnknown,
  share: shareOut,
};

/** Down = most first; equal figures stand by name, so that rows do not change places for nothing. */
export function comparePlaces(sort: TableSort, locale: string): (a: Place, b: Place) => number {
  const collator = new Intl.Collator(locale, { numeric: true });
  const figure = FIGURES[sort.key];
  const byName = (a: Place, b: Place) => collator.compare(a.name, b.name) || collator.compare(a.id, b.id);
  if (!figure) return (a, b) => (sort.down ? byName(a, b) : byName(b, a));
  return (a, b) => (sort.down ? figure(b) - figure(a) : figure(a) - figure(b)) || byName(a, b);
}
