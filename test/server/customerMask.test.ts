/** Who sees which part of a customer. */

import { expect, it } from 'vitest';
import { checkRow } from '../../server/adapters/customers/customerRow.ts';
import { customerRecordFor, maskAddress, maskName, maskPhone, readsInFull } from '../../server/customerMask.ts';
import type { Role } from '../../shared/roles.ts';

const checked = checkRow({
  id: 'c-1',
  account: '700100',
  name: 'María González',
  phone: '+999 200 000 017',
  email: 'maria@example.org',
  servicePoint: 'sp-1',
  key: { reason: 'clinic', manager: 'kim' },
  lifeSupport: { attestedAt: '2026-01-01T00:00:00Z' },
});
if (!checked.ok) throw new Error(checked.problem.what);
const { row } = checked;
const known = { address: 'Avenida Italia 2020', power: 'on', outage: null, foundBy: 'words' } as const;

function seenBy(role: Role, user = 'somebody') {
  const actor = { user, name: user, role, areas: null };
  return customerRecordFor(row, known, actor, readsInFull(actor, row));
}

it.each(['customer-service', 'planner'] as const)('[K12] %s reads names, phones and addresses', (role) => {
  expect(seenBy(role)).toMatchObject({ name: 'María González', phone: '+999 200 000 017', address: 'Avenida Italia 2020', masked: false });
});

it.each(['dispatcher', 'supervisor', 'administrator', 'key-account-manager'] as const)('[K12] %s sees them masked', (role) => {
  const seen = seenBy(role);
  expect(seen).toMatchObject({
    name: 'M••• G•••',
    phone: '••• 17',
    address: 'Avenida Italia •••',
    email: 'm•••@example.org',
    masked: true,
  });
  expect(JSON.stringify(seen)).not.toMatch(/Gonz|200 000|2020|maria/);
});

it('[K12] a key-account manager reads the own customers in full', () => {
  expect(seenBy('key-account-manager', 'kim').masked).toBe(false);
});

it('[K12] the life-support mark is not for the administrator', () => {
  expect(seenBy('administrator').lifeSupport).toBeNull();
  expect(seenBy('dispatcher').lifeSupport).toBe(true);
});

it('[K12] masks keep nothing of what they hide', () => {
  expect(maskName('王小明')).toBe('王•••');
  expect(maskPhone('12')).toBe('••• 12');
  expect(maskAddress('8 de Octubre 3355 bis')).toBe('••• de Octubre ••• bis');
});
