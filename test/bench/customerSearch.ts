/** Search over a million generated customers: how long an answer takes, what the store weighs, and whether the loop stays free (rule C3). */

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { buildStore } from '../../server/adapters/customers/buildStore.ts';
import { openCustomerStore } from '../../server/adapters/customers/customerStore.ts';
import { columnKeys } from '../../server/customers.ts';
import { type SeededPoint, seededCustomers } from '../../simulators/customers/seededCustomers.ts';
import { createRandom } from '../../simulators/random.ts';
import type { Figure } from './journal.ts';

const CUSTOMERS = 1_000_000;
const SEARCHES = 2_000;
const AGENTS = 12;
const LINES_A_CHUNK = 5_000;

const STREETS =
  'Artigas Italia Rivera Colonia Mercedes Uruguay Paysandú Cerrito Sarandí Maldonado Canelones Durazno Salto Tacuarembó Yaguarón'.split(
    ' ',
  );

function* points(): Generator<SeededPoint> {
  for (let n = 0; n < CUSTOMERS; n += 1) yield { id: `sp-${n + 1}`, customers: 1, kva: 1 + (n % 7), key: null, name: null };
}

/** What agents type: parts of names, numbers, addresses, and the same with one wrong letter or digit. */
function typedTexts(
  rows: readonly { readonly name: string; readonly account: string; readonly phone: string | null; readonly place: string }[],
): string[] {
  const random = createRandom(5, 'typed');
  const spoil = (text: string): string => {
    const at = 1 + random.below(Math.max(text.length - 1, 1));
    return `${text.slice(0, at)}${random.chance(0.5) ? (/\d/.test(text) ? random.below(10) : 'x') : ''}${text.slice(at + 1)}`;
  };
  return Array.from({ length: SEARCHES }, (_search, n) => {
    const { name, account, phone, place } = rows[n % rows.length] ?? { name: 'a', account: '1', phone: null, place: 'b' };
    const words = name.split(' ');
    switch (n % 8) {
      case 0:
        return name;
      case 1:
        return `${words[0]?.slice(0, 4)} ${words.at(-1)?.slice(0, 4)}`;
      case 2:
        return account;
      case 3:
        return phone ?? account;
      case 4:
        return spoil(name);
      case 5:
        return spoil(account);
      case 6:
        return `${words.at(-1)} ${place}`;
      default:
        return words[0]?.slice(0, 3) ?? 'ana';
    }
  });
}

export async function benchCustomerSearch(print: (figure: Figure) => void): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'relight-search-'));
  try {
    const file = join(folder, 'customers.jsonl');
    const sample: { name: string; account: string; phone: string | null; place: string }[] = [];
    const placeOf = (n: number): string => `${STREETS[n % STREETS.length]} ${100 + (n % 3900)}`;
    let chunk: string[] = [];
    let n = 0;
    await writeFile(file, '');
    for (const line of seededCustomers(points(), 7)) {
      if (n % 499 === 0) {
        const { name, account, phone } = JSON.parse(line);
        sample.push({ name, account, phone, place: placeOf(n) });
      }
      chunk.push(line);
      n += 1;
      if (chunk.length < LINES_A_CHUNK) continue;
      await writeFile(file, `${chunk.join('\n')}\n`, { flag: 'a' });
      chunk = [];
    }
    const target = join(folder, 'customers.sqlite');
    const started = performance.now();
    const report = await buildStore({
      file,
      target,
      inForce: null,
      place: (id) => ({ index: 0, address: placeOf(Number(id.slice(3)) - 1) }),
      networkHash: 'bench',
      keys: columnKeys,
    });
    const importMs = performance.now() - started;
    const store = openCustomerStore(target);
    const { size } = await stat(target);
    await store.search('warm', 12);
    const loop = monitorEventLoopDelay({ resolution: 1 });
    loop.enable();
    const times: number[] = [];
    const texts = typedTexts(sample);
    let found = 0;
    let next = 0;
    async function agent(): Promise<void> {
      while (next < texts.length) {
        const text = texts[next] ?? '';
        next += 1;
        const asked = performance.now();
        if ((await store.search(text, 12)).length > 0) found += 1;
        times.push(performance.now() - asked);
      }
    }
    await agent();
    const alone = times.splice(0).sort((a, b) => a - b);
    next = 0;
    await Promise.all(Array.from({ length: AGENTS }, agent));
    loop.disable();
    const together = times.sort((a, b) => a - b);
    const at = (sorted: readonly number[], share: number): number =>
      Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 100) / 100;
    const detail = {
      customers: report.customers,
      searches: SEARCHES,
      withHits: Math.round((100 * found) / (2 * SEARCHES)) / 100,
      importS: Math.round(importMs / 100) / 10,
      storeMB: Math.round(size / 1e6),
    };
    print({ bench: 'customer-search', figure: 'p50', value: at(alone, 0.5), unit: 'ms', detail });
    print({ bench: 'customer-search', figure: 'p95', value: at(alone, 0.95), unit: 'ms', detail: { ...detail, max: at(alone, 0.9999) } });
    print({
      bench: 'customer-search',
      figure: 'p95-twelve-agents',
      value: at(together, 0.95),
      unit: 'ms',
      detail: { agents: AGENTS, p50: at(together, 0.5) },
    });
    print({
      bench: 'customer-search',
      figure: 'loop-held-max',
      value: Math.round(loop.max / 1e4) / 100,
      unit: 'ms',
      detail: { p99: Math.round(loop.percentile(99) / 1e4) / 100 },
    });
    await store.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
