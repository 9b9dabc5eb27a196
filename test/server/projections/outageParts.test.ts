/** Where an outage can be divided. */

import { expect, it } from 'vitest';
import { outagePartsOf } from '../../../server/projections/outageParts.ts';
import { compiled, stage, switched, twoFeeders } from '../domain/stage.ts';

it('[O18] names the devices below that hold some of its customers, the largest part first', () => {
  const play = stage(compiled(twoFeeders()));
  play.hear(switched('cb1', 0, 'open', { cause: 'lockout' }));
  const [outage] = play.core.view.openOutages();
  const parts = outagePartsOf(play.core.view, outage?.id ?? '');
  expect(parts?.customers).toBe(1111);
  expect(parts?.items.map(({ device, customers }) => [device.id, customers])).toEqual([
    ['r1', 1110],
    ['fu2', 1000],
    ['fu1', 100],
  ]);
  expect(outagePartsOf(play.core.view, 'outage:none')).toBeNull();
});
