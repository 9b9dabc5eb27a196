/** Collects what is wrong with a network, each code with its count and a few examples (rule N24). */

/** `block` stops activation, `limit` stops it above a share of the service points, `warn` is listed. */
export type Severity = 'block' | 'limit' | 'warn';

export type Finding = {
  /** Kebab-case reason code. */
  readonly code: string;
  readonly severity: Severity;
  readonly count: number;
  /** Service points concerned, for the share that `limit` allows. */
  readonly points: number;
  /** Ids or places, at most EXAMPLES. */
  readonly examples: readonly string[];
  /** One sentence that says what to fix. */
  readonly message: string;
};

const EXAMPLES = 10;

/** Share of service points above which findings of severity `limit` stop activation. */
export const IMPORT_ORPHAN_LIMIT = 0.05;

export type FindingList = {
  add(code: string, severity: Severity, message: string, example: string, points?: number): void;
  all(): readonly Finding[];
};

export function createFindings(earlier: readonly Finding[] = []): FindingList {
  const byKey = new Map<string, { -readonly [K in keyof Finding]: K extends 'examples' ? string[] : Finding[K] }>();
  for (const finding of earlier) {
    byKey.set(`${finding.code} ${finding.severity} ${finding.message}`, { ...finding, examples: [...finding.examples] });
  }
  return {
    add(code, severity, message, example, points = 0) {
      const key = `${code} ${severity} ${message}`;
      const known = byKey.get(key);
      if (!known) {
        byKey.set(key, { code, severity, message, count: 1, points, examples: [example] });
        return;
      }
      known.count += 1;
      known.points += points;
      if (known.examples.length < EXAMPLES) known.examples.push(example);
    },
    all: () => [...byKey.values()],
  };
}

export const isBlocked = (findings: readonly Finding[]): boolean => findings.some((finding) => finding.severity === 'block');

/** Findings that stop activation because they concern more than `share` of the service points. */
export function aboveLimit(findings: readonly Finding[], servicePoints: number, share = IMPORT_ORPHAN_LIMIT): readonly Finding[] {
  return findings.filter((finding) => finding.severity === 'limit' && finding.points > share * servicePoints);
}
