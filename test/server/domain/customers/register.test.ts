/** The register of the core: who is where, found by number keys. */

import { expect, it } from 'vitest';
import { accountKey, phoneKey } from '../../../../server/domain/customers/lookupKey.ts';
import { register } from '../service/serviceStage.ts';

it('[C3] customers of a service point and back', () => {
  expect([...register.ofPoint(0)].map(register.id)).toEqual(['c-1', 'c-3']);
  expect([...register.ofPoint(4)]).toEqual([]);
  expect(register.indexOf('c-2')).toBe(1);
  expect(register.indexOf('__proto__')).toBe(-1);
});

it('[P1] a phone number is the same with and without its country code', () => {
  expect(phoneKey('+999 200 000 001')).toBe(phoneKey('200000001'));
  expect(phoneKey('12')).toBeNull();
  expect(register.byPhoneKey(phoneKey('(200) 000-002') ?? 0)).toEqual([1]);
});

it('[P1] accounts fold width and case', () => {
  expect(accountKey(' ＡＢ12 ')).toBe(accountKey('ab12'));
  expect(register.byAccountKey(accountKey('700300'))).toEqual([2]);
  expect(register.byAccountKey(accountKey('1'))).toEqual([]);
});
