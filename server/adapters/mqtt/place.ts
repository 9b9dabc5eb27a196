/** Checks that the id of a topic stands for something in the network, and that its area level is true. */

import type { Message } from '../../../shared/messages/message.ts';
import type { KnownIds } from '../../doorPorts.ts';
import type { Refused } from './issueReason.ts';

const unmapped = (detail: string): Refused => ({ reason: 'unmapped', detail });

/** Refuses what would change an unknown thing (rule E17); a call for an unknown place is kept for a person. */
export function refuseUnmapped(message: Message, known: KnownIds): Refused | null {
  const { id } = message;
  switch (message.kind) {
    case 'switch':
      return known.isSwitch(id) ? null : unmapped(known.isBranch(id) ? 'the branch is no switch' : 'unknown switch');
    case 'fault-indicator':
      return known.isBranch(id) ? null : unmapped('unknown branch');
    case 'measurement':
      return known.isBranch(id) || known.isNode(id) ? null : unmapped('unknown branch or node');
    case 'meter':
      return known.isServicePoint(id) ? null : unmapped('unknown service point');
    case 'weather':
      return known.isArea(id) ? null : unmapped('unknown area');
    case 'call':
    case 'crew':
    case 'report':
    case 'source':
    case 'clock':
      return null;
  }
}

export const isUnmappedCall = (message: Message, known: KnownIds): boolean =>
  message.kind === 'call' && message.servicePoint !== null && !known.isServicePoint(message.servicePoint);

/** Whether the area level of the topic holds the thing that is meant; the id decides, a wrong label is a flag. */
export function areaFits(area: string, message: Message, known: KnownIds): boolean {
  if (!known.isArea(area)) return false;
  switch (message.kind) {
    case 'switch':
    case 'fault-indicator':
      return known.areaHolds(area, 'branch', message.id);
    case 'measurement':
      return known.areaHolds(area, known.isBranch(message.id) ? 'branch' : 'node', message.id);
    case 'meter':
      return known.areaHolds(area, 'service-point', message.id);
    case 'call':
      return message.servicePoint === null || !known.isServicePoint(message.servicePoint)
        ? true
        : known.areaHolds(area, 'service-point', message.servicePoint);
    case 'crew':
    case 'report':
    case 'source':
    case 'clock':
    case 'weather':
      return true;
  }
}
