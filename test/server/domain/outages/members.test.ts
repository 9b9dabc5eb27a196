/** Who is in which outage, found without looking through everybody. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NONE } from '../../../../server/domain/network/network.ts';
import { createMembers } from '../../../../server/domain/outages/members.ts';

it('[O22] a service point is among the members of exactly the outage it was last moved to', () => {
  const move = fc.record({ point: fc.nat(15), to: fc.integer({ min: -1, max: 3 }) });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 100 }), (moves) => {
      const members = createMembers(16);
      const slots = Array.from({ length: 16 }, () => NONE);
      for (const { point, to } of moves) {
        members.move(point, slots[point] ?? NONE, to);
        slots[point] = to;
      }
      for (let slot = 0; slot < 4; slot += 1)
        expect(members.of(slot)).toEqual(slots.flatMap((own, point) => (own === slot ? [point] : [])));
    }),
  );
});
