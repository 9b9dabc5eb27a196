/** What an import found: every problem in one report, with how often, and a few places each. */

export type ProblemCount = { readonly code: string; readonly count: number; readonly examples: readonly string[] };

export type CustomerImportReport = {
  /** Lines with a customer, good or not. */
  readonly rows: number;
  readonly customers: number;
  readonly servicePoints: number;
  /** Customers whose service point this network does not know: kept, and found, but never dark. */
  readonly unmatched: number;
  readonly keyCustomers: number;
  readonly lifeSupport: number;
  /** Compared with the register in force; null when there is none. */
  readonly difference: { readonly added: number; readonly removed: number; readonly changed: number; readonly unchanged: number } | null;
  readonly errors: readonly ProblemCount[];
  readonly warnings: readonly ProblemCount[];
};

const MOST_EXAMPLES = 10;

export type ProblemBook = {
  add(code: string, example: string): void;
  all(): ProblemCount[];
};

export function createProblemBook(): ProblemBook {
  const counts = new Map<string, { count: number; examples: string[] }>();
  return {
    add(code, example) {
      const entry = counts.get(code) ?? { count: 0, examples: [] };
      counts.set(code, entry);
      entry.count += 1;
      if (entry.examples.length < MOST_EXAMPLES && !entry.examples.includes(example)) entry.examples.push(example);
    },
    all: () => [...counts].map(([code, { count, examples }]) => ({ code, count, examples })),
  };
}
