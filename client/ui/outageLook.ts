/** Which of the outage looks a record has (rule V3). */

import type { OutageRecord } from '../../shared/records/outage.ts';
import type { OutageLook } from './symbolShape.ts';

export function lookOf({ state, origin }: Pick<OutageRecord, 'state' | 'origin'>): OutageLook {
  switch (state) {
    case 'predicted':
      return 'predicted';
    case 'confirmed':
      return origin === 'planned' ? 'planned' : 'confirmed';
    case 'partially-restored':
      return origin === 'planned' ? 'planned' : 'partially-restored';
    case 'restored':
    case 'closed':
    case 'void':
      return 'restored';
  }
}
