/** A customer register for a demo network: generated people on real service points, the same for the same network, always. */

import { createRandom, type Random } from '../random.ts';
import { CHINESE_FAMILY, CHINESE_GIVEN, FAMILY, GIVEN, TRADES } from './names.ts';

export type SeededPoint = {
  readonly id: string;
  readonly customers: number;
  readonly kva: number;
  readonly key: string | null;
  readonly name: string | null;
};

/** Minutes that the invented generators and batteries of key places last. */
const BACKUP_MINUTES: Readonly<Record<string, number>> = {
  hospital: 480,
  prison: 240,
  clinic: 90,
  'nursing-home': 60,
  police: 120,
  'fire-station': 120,
};
const PUBLIC_LEVEL: Readonly<Record<string, 'special' | 'I' | 'II'>> = {
  hospital: 'special',
  prison: 'I',
  'fire-station': 'I',
  police: 'I',
  clinic: 'II',
};

const CHINESE_SHARE = 0.06;
const ENGLISH_SHARE = 0.1;
const NO_PHONE_SHARE = 0.04;
const EMAIL_SHARE = 0.55;
const LIFE_SUPPORT_SHARE = 0.002;
const OPTED_OUT_SHARE = 0.01;
const DISCONNECTED_SHARE = 0.002;
/** From here on it is a business. */
const COMMERCIAL_KVA = 8;
const INDUSTRIAL_KVA = 120;
const HOURS_AT_PEAK = 1_400;
const DAY_MS = 86_400_000;
/** Dates of attestations lie before this; a fixed day, so that the register never changes. */
const WRITTEN_AT = Date.UTC(2026, 5, 1);

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.');

/** Country code 999 belongs to nobody. */
const phoneOf = (n: number): string => {
  const digits = String(200_000_000 + n).padStart(9, '0');
  return `+999 ${digits.slice(0, 3)} ${digits.slice(3, 6)} ${digits.slice(6)}`;
};

/** Account numbers end in a check digit, as most utilities' do. */
function accountOf(n: number): string {
  const stem = String(70_000_000 + n);
  let sum = 0;
  for (let i = 0; i < stem.length; i += 1) sum += Number(stem[i]) * (i % 2 === 0 ? 1 : 3);
  return `${stem}${(10 - (sum % 10)) % 10}`;
}

const chinese = (random: Random): string =>
  `${random.pick(CHINESE_FAMILY)}${random.pick(CHINESE_GIVEN)}${random.chance(0.7) ? random.pick(CHINESE_GIVEN) : ''}`;
const spanish = (random: Random): string => `${random.pick(GIVEN)} ${random.pick(FAMILY)} ${random.pick(FAMILY)}`;

function oneCustomer(point: SeededPoint, n: number, random: Random): Record<string, unknown> {
  const kva = point.kva / Math.max(point.customers, 1);
  const isPublic = point.key !== null;
  const kind = isPublic ? 'public' : kva >= INDUSTRIAL_KVA ? 'industrial' : kva >= COMMERCIAL_KVA ? 'commercial' : 'residential';
  const isChinese = kind === 'residential' && random.chance(CHINESE_SHARE);
  const person = isChinese ? chinese(random) : spanish(random);
  const name = isPublic
    ? (point.name ?? `${point.key} ${n}`)
    : kind === 'residential'
      ? person
      : `${random.pick(TRADES)} ${random.pick(FAMILY)}`;
  const english = random.chance(ENGLISH_SHARE);
  const key = point.key === null || point.key === 'school' ? null : point.key;
  const lifeSupport = kind === 'residential' && random.chance(LIFE_SUPPORT_SHARE);
  return {
    id: `c-${n + 1}`,
    account: accountOf(n),
    meter: `M${String(10_000_000 + n)}`,
    name,
    phone: random.chance(NO_PHONE_SHARE) ? null : phoneOf(n),
    email: random.chance(EMAIL_SHARE) && !isChinese ? `${plain(name)}.${n}@example.org` : null,
    locale: isChinese ? 'zh-CN' : english ? 'en' : null,
    servicePoint: point.id,
    class: kind,
    key: key && {
      reason: key,
      manager: 'keyaccounts',
      backupMinutes: BACKUP_MINUTES[key] ?? null,
      level: PUBLIC_LEVEL[key] ?? 'II',
      plan: `Call the duty office first. Backup at the back entrance. Mobile generator: yard, 30 m cable. ${point.customers} supply.`,
    },
    lifeSupport: lifeSupport ? { attestedAt: new Date(WRITTEN_AT - random.below(500) * DAY_MS).toISOString() } : null,
    yearlyKwh: Math.round(kva * HOURS_AT_PEAK * random.between(0.6, 1.3)),
    ...(random.chance(OPTED_OUT_SHARE) ? { preferences: { optedOut: true } } : {}),
    ...(kind === 'residential' && random.chance(DISCONNECTED_SHARE) ? { disconnected: true } : {}),
  };
}

/** One line a customer; every service point has as many as the network says. */
export function* seededCustomers(points: Iterable<SeededPoint>, seed: number): Generator<string> {
  const random = createRandom(seed, 'customers');
  let n = 0;
  for (const point of points)
    for (let i = 0; i < point.customers; i += 1) {
      yield JSON.stringify(oneCustomer(point, n, random));
      n += 1;
    }
}
