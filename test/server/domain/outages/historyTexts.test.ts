/** Every entry the server can write into the history of an outage has a sentence in both languages. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { timelineMessages } from '../../../../client/features/outages/timelineMessages.ts';
import { repositoryRoot } from '../../../support/repositoryRoot.ts';

/** Folders of which the programs write outage histories. */
const WRITERS = ['outages', 'evidence', 'prediction', 'estimates'];

/** Everything quoted where an entry is named. */
const NAMED = [/\bwhat: ([^\n;]*?), values\b/g, /\bwhat = ([^\n;]*);/g, /\b(?:entry|tell)\(('[a-z-]+')/g, /const NAMES[^{]*\{([^}]*)\}/g];

function written(): ReadonlySet<string> {
  const names = new Set<string>();
  for (const folder of WRITERS) {
    const path = `${repositoryRoot}/server/domain/${folder}`;
    for (const file of readdirSync(path)) {
      const source = readFileSync(`${path}/${file}`, 'utf8');
      for (const pattern of NAMED)
        for (const [, named = ''] of source.matchAll(pattern)) for (const [, name = ''] of named.matchAll(/'([a-z-]+)'/g)) names.add(name);
    }
  }
  return names;
}

describe('sentences of the timeline', () => {
  const names = written();

  it('are looked for among all entries the server writes', () => {
    for (const name of ['confirmed', 'nested', 'extended', 'dark-before', 'verified', 'disputed', 'prediction-withdrawn', 'estimate-made'])
      expect([...names]).toContain(name);
    expect(names.size).toBeGreaterThanOrEqual(25);
  });

  it.each(['en', 'zh-CN'] as const)('exist for each of them in %s', (language) => {
    expect([...names].filter((name) => typeof timelineMessages[language][name] !== 'string')).toEqual([]);
  });

  it('have the same wordings in both languages', () => {
    expect(Object.keys(timelineMessages['zh-CN']).sort()).toEqual(Object.keys(timelineMessages.en).sort());
  });
});
