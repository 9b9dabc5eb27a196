/** Every reason says in two languages what to fix. */

import { expect, it } from 'vitest';
import { explainReason, reasons } from '../../shared/reasons.ts';

it('[P10] every code is kebab-case and has a sentence in English and in Chinese', () => {
  for (const [code, { en, zh }] of Object.entries(reasons)) {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(en, code).toMatch(/^[A-Za-z].{15,}[.]$/);
    expect(zh, code).toMatch(/\p{Script=Han}.*。$/u);
  }
});

it('a code that is not ours, also an inherited one, has no sentence', () => {
  for (const code of ['nonsense', 'constructor', '__proto__', '']) expect(explainReason(code)).toBeNull();
});
