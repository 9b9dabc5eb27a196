/** Writes findings as one report that a person can act on. */

import type { Finding } from './findings.ts';

const WORDS: Readonly<Record<Finding['severity'], string>> = { block: 'error', limit: 'limit', warn: 'warning' };

/** A line for each finding, errors first: severity, code, count, sentence, examples. */
export function findingText(findings: readonly Finding[]): string {
  const rank = (finding: Finding): number => ['block', 'limit', 'warn'].indexOf(finding.severity);
  return [...findings]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ severity, code, count, message, examples }) => {
      const more = count > examples.length ? `, … ${count - examples.length} more` : '';
      return `${WORDS[severity]} ${code} (${count}): ${message}\n    ${examples.join(', ')}${more}`;
    })
    .join('\n');
}
