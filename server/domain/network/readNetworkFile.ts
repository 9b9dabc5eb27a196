/** Checks a parsed network file against the schema and turns every misfit into a finding with a reason code (rule N24). */

import {
  area,
  branch,
  feeder,
  NETWORK_FORMAT,
  type NetworkFile,
  networkFile,
  node,
  servicePoint,
  source,
  substation,
  supply,
} from '../../../shared/network.ts';
import { createFindings, type Finding, type FindingList } from './findings.ts';

export type ReadNetwork = { readonly file: NetworkFile | null; readonly findings: readonly Finding[] };

type Issue = NonNullable<ReturnType<typeof networkFile.safeParse>['error']>['issues'][number];
type Plain = Readonly<Record<string, unknown>>;

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ['missing-field', 'a required field is missing'],
  ['schema-unknown', `the format is not ${NETWORK_FORMAT}`],
  ['value-enum', 'a word is not one of those allowed'],
  ['value-type', 'a value has the wrong type'],
  ['number-range', 'a number is outside its range'],
  ['field-length', 'a text is empty or too long'],
]);

// A service point is one supply location; more customers than this on one is a mistake in the file.
const MOST_CUSTOMERS = 1_000_000;

const PHASE_SET = /^(?!.*(.).*\1)[ABC]{1,3}$/;

const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value);

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value;
  for (const step of path) {
    if (Array.isArray(at) && typeof step === 'number') at = at[step];
    else if (isPlain(at) && typeof step === 'string' && Object.hasOwn(at, step)) at = at[step];
    else return undefined;
  }
  return at;
}

function codeOf(issue: Issue, value: unknown): string {
  const given = valueAt(value, issue.path);
  if (given === undefined || given === null) return 'missing-field';
  if (issue.path.length === 1 && issue.path[0] === 'format') return 'schema-unknown';
  switch (issue.code) {
    case 'too_big':
    case 'too_small':
      return issue.origin === 'string' ? 'field-length' : 'number-range';
    case 'invalid_value':
    case 'invalid_format':
      return 'value-enum';
    case 'invalid_type':
      return typeof given === 'number' ? 'number-range' : 'value-type';
    default:
      return 'value-type';
  }
}

/** `branches.3.phases of l1`: the place, and the id of the thing when it has one. */
function placeOf(value: unknown, path: readonly PropertyKey[]): string {
  const thing = valueAt(value, path.slice(0, 2));
  const id = isPlain(thing) && typeof thing.id === 'string' ? ` of ${thing.id.slice(0, 100)}` : '';
  return `${path.map(String).join('.') || 'file'}${id}`;
}

const LISTS: readonly (readonly [list: string, keys: ReadonlySet<string>])[] = (
  [
    ['areas', area],
    ['substations', substation],
    ['feeders', feeder],
    ['sources', source],
    ['nodes', node],
    ['branches', branch],
    ['servicePoints', servicePoint],
  ] as const
).map(([list, schema]) => [list, new Set(Object.keys(schema.shape))]);
const FILE_KEYS: ReadonlySet<string> = new Set(Object.keys(networkFile.shape));
const SUPPLY_KEYS: ReadonlySet<string> = new Set(Object.keys(supply.shape));

function checkKeys(value: Plain, findings: FindingList): void {
  const unknown = (thing: unknown, keys: ReadonlySet<string>, where: string): void => {
    if (!isPlain(thing)) return;
    for (const key in thing) {
      if (!keys.has(key)) findings.add('unknown-fields', 'warn', 'fields that are not known were ignored', `${where}${key.slice(0, 100)}`);
    }
  };
  unknown(value, FILE_KEYS, '');
  for (const [list, keys] of LISTS) {
    const things = value[list];
    if (!Array.isArray(things)) continue;
    for (const thing of things) unknown(thing, keys, `${list}.`);
    if (list !== 'servicePoints') continue;
    for (const point of things) {
      if (isPlain(point) && Array.isArray(point.supplies)) for (const each of point.supplies) unknown(each, SUPPLY_KEYS, 'supplies.');
    }
  }
}

/** Markup, control characters, or a sign that makes a spreadsheet compute: shown as text, and told. */
const UNSAFE = /[<>\u0000-\u001f\u007f]|^[=+@]/;

function checkTexts(file: NetworkFile, findings: FindingList): void {
  const check = (where: string, text: string | null | undefined): void => {
    if (text == null || !UNSAFE.test(text)) return;
    findings.add(
      'text-unsafe',
      'warn',
      'a text holds markup, a formula or control characters; it is shown as text',
      `${where}: ${text.slice(0, 80)}`,
    );
  };
  check('name', file.name);
  for (const list of [file.areas, file.substations, file.feeders, file.branches, file.servicePoints]) {
    for (const { id, name } of list ?? []) {
      check('id', id);
      check(id, name);
    }
  }
  for (const point of file.servicePoints) check(point.id, point.address);
}

function checkValues(file: NetworkFile, findings: FindingList): void {
  for (const point of file.servicePoints) {
    if (point.customers != null && (point.customers < 0 || point.customers > MOST_CUSTOMERS)) {
      findings.add('number-range', 'block', 'a number of customers makes no sense', `${point.id}: ${point.customers}`);
    }
  }
  for (const { id, phaseMap } of file.branches) {
    for (const letters of phaseMap ? Object.entries(phaseMap).flat() : []) {
      if (!PHASE_SET.test(letters))
        findings.add('value-enum', 'block', 'a phase map names phases that do not exist', `${id}: ${letters.slice(0, 20)}`);
    }
  }
  if (file.timeZone == null) return;
  try {
    new Intl.DateTimeFormat('en', { timeZone: file.timeZone });
  } catch {
    findings.add('value-enum', 'block', 'the time zone does not exist', file.timeZone.slice(0, 100));
  }
}

/** `value` is what JSON.parse gave. Never throws. `file` is null when something blocks; every misfit is listed all the same. */
export function readNetworkFile(value: unknown): ReadNetwork {
  const findings = createFindings();
  if (!isPlain(value)) {
    findings.add('not-an-object', 'block', 'the file is JSON, but not an object', 'file');
    return { file: null, findings: findings.all() };
  }
  const parsed = networkFile.safeParse(value);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const code = codeOf(issue, value);
      findings.add(code, 'block', MESSAGES.get(code) ?? 'a value cannot be read', placeOf(value, issue.path));
    }
    return { file: null, findings: findings.all() };
  }
  checkKeys(value, findings);
  checkTexts(parsed.data, findings);
  checkValues(parsed.data, findings);
  return { file: parsed.data, findings: findings.all() };
}
