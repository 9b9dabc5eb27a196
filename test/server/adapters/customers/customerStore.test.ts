/** Import of a register: all problems in one report, nothing half loaded, differences; and the search over what was loaded. */

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CustomerStore, openCustomerStore, readStoreMeta } from '../../../../server/adapters/customers/customerStore.ts';
import { importCustomers, registerOf, storeFileIn } from '../../../../server/customers.ts';
import { network } from '../../domain/service/serviceStage.ts';

const people = [
  {
    id: 'c-1',
    account: '700100',
    meter: 'M1',
    name: 'María González Pérez',
    phone: '+999 200 000 001',
    servicePoint: 'sp-1',
    locale: 'en',
  },
  {
    id: 'c-2',
    account: '700200',
    name: '王小明',
    phone: '+999 200 000 002',
    servicePoint: 'sp-4',
    locale: 'zh-CN',
    address: '上海市中山路12号',
  },
  {
    id: 'c-3',
    account: '700300',
    name: 'Hospital Central',
    servicePoint: 'sp-5',
    class: 'public',
    key: { reason: 'hospital', manager: 'kim', backupMinutes: 90, level: 'special', plan: 'call first' },
    lifeSupport: { attestedAt: '2026-01-01T00:00:00Z' },
    preferences: { sms: false },
  },
  { id: 'c-4', account: '700400', name: 'Juan Lorenzo', servicePoint: 'sp-elsewhere' },
];

const lines = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

let folder: string;
let store: CustomerStore;

async function take(name: string, text: string | Uint8Array, dryRun = false) {
  const file = join(folder, name);
  await writeFile(file, text);
  return await importCustomers({ file, network, dataFolder: join(folder, 'data'), dryRun });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relight-customers-'));
  const report = await take('people.jsonl', lines(people));
  expect(report.errors).toEqual([]);
  store = openCustomerStore(storeFileIn(join(folder, 'data')));
});
afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true, force: true });
});

const found = async (typed: string): Promise<string[]> => (await store.search(typed, 10)).map(({ row, by }) => `${row.id} ${by}`);

it.each([
  ['maria gonz', 'c-1 words'],
  ['GONZALEZ', 'c-1 words'],
  ['gonsalez', 'c-1 near'],
  ['700100', 'c-1 number'],
  ['700101', 'c-1 near'],
  ['200000001', 'c-1 number'],
  ['+999 200 000 001', 'c-1 number'],
  ['M1', 'c-1 number'],
  ['王小明', 'c-2 words'],
  ['wxm', 'c-2 words'],
  ['zsl', 'c-2 words'],
  ['wang xiao', null],
  ['wangxiao', 'c-2 words'],
  ['hospitl central', 'c-3 near'],
  ['c-4', 'c-4 number'],
] as const)('[C3] "%s" finds %s', async (typed, expected) => {
  const hits = await found(typed);
  if (expected === null) expect(hits).toEqual([]);
  else expect(hits).toContain(expected);
});

it.each(['" OR 1', '*', 'NEAR(', "'; DROP TABLE customer", '\u0000', '🙂'])('[P15] %j is text, not a query', async (typed) => {
  await expect(found(typed)).resolves.toBeInstanceOf(Array);
});

it('[K12] the core gets numbers and marks, never a name, a phone or an address', () => {
  const register = registerOf(store.columns(), store.hash, network);
  expect(register.count).toBe(4);
  expect([...register.servicePoint]).toEqual([0, 3, 4, -1]);
  expect(register.key(2)).toEqual({ reason: 'hospital', manager: 'kim', backupMinutes: 90, level: 'special' });
  expect(register.lifeSupport(2)?.attestedAt).toBe(Date.UTC(2026, 0, 1));
  expect([register.has(0, 'hasPhone'), register.has(2, 'hasPhone'), register.has(2, 'noSms')]).toEqual([true, false, true]);
  expect(JSON.stringify(store.columns())).not.toMatch(/Gonz|王|200 000|中山/);
});

it('[K12] contact data is asked for by id', () => {
  expect(store.contact('c-2')).toEqual({ name: '王小明', phone: '+999 200 000 002', email: null, locale: 'zh-CN' });
  expect(store.contact('c-9')).toBeNull();
});

it('every problem stands in one report, and the register in force stays', async () => {
  const before = readStoreMeta(storeFileIn(join(folder, 'data')));
  const bad = [
    lines(people),
    '{"id": "x"',
    '{"servicePoint":"sp-1"}',
    JSON.stringify({ ...people[0] }),
    '{"id":5,"servicePoint":"sp-1"}',
    '[]',
  ];
  const report = await take('bad.jsonl', bad.join('\n'));
  expect(report.errors.map(({ code, count }) => [code, count])).toEqual([
    ['json-syntax', 1],
    ['missing-field', 1],
    ['duplicate-id', 1],
    ['value-wrong', 1],
    ['not-an-object', 1],
  ]);
  expect(report.errors[0]?.examples[0]).toMatch(/^line 5: /);
  expect(readStoreMeta(storeFileIn(join(folder, 'data')))).toEqual(before);
  expect((await readdir(join(folder, 'data'))).filter((name) => name.includes('part'))).toEqual([]);
});

it('an empty file never means that everybody left', async () => {
  expect((await take('empty.jsonl', '')).errors).toMatchObject([{ code: 'file-empty' }]);
});

it('what can be left out is a warning', async () => {
  const odd = { id: 'c-1', account: '1', servicePoint: 'sp-1', phone: '+12\r\nBcc: x', email: 'nobody', colour: 'red' };
  const report = await take('odd.jsonl', lines([odd]), true);
  expect(report.errors).toEqual([]);
  expect(report.warnings.map(({ code }) => code)).toEqual(['phone-format', 'email-format', 'field-unknown']);
});

it('a dry run says what would change and changes nothing', async () => {
  const changed = [{ ...people[0], phone: '+999 200 000 009' }, people[1], { id: 'c-9', servicePoint: 'sp-2' }];
  const report = await take('next.jsonl', lines(changed), true);
  expect(report.difference).toEqual({ added: 1, removed: 2, changed: 1, unchanged: 1 });
  expect(store.contact('c-1')?.phone).toBe('+999 200 000 001');
});

it('CSV, with quotes and packed, is the same register', async () => {
  const csv =
    'id,account,name,phone,servicePoint,key.reason,key.backupMinutes\n' +
    'c-1,700100,"González, ""la"" María",+999 200 000 001,sp-1,,\n' +
    'c-2,700200,Clinic,,sp-2,clinic,45\n';
  const file = join(folder, 'people.csv.gz');
  await writeFile(file, gzipSync(csv));
  const data = join(folder, 'csv');
  const report = await importCustomers({ file, network, dataFolder: data, dryRun: false });
  expect(report).toMatchObject({ customers: 2, keyCustomers: 1, errors: [], warnings: [] });
  const read = openCustomerStore(storeFileIn(data));
  expect(read.row('c-1')?.name).toBe('González, "la" María');
  expect(read.row('c-2')?.key).toMatchObject({ reason: 'clinic', backupMinutes: 45 });
  await read.stop();
});
