/** Phase codes of CIM as letters: the two hot legs of a split-phase service, s1 and s2, read as A and B. */

const LETTER = new Map([
  ['A', 'A'],
  ['B', 'B'],
  ['C', 'C'],
  ['s1', 'A'],
  ['s2', 'B'],
  ['s12', 'AB'],
]);

/** Letters of one or several codes such as `A`, `ABN`, `Ns2` or `s12N`, sorted, neutral left out. */
export function phaseLetters(codes: Iterable<string>): string {
  const letters = new Set<string>();
  for (const code of codes)
    for (const part of code.match(/s12|s1|s2|[ABC]/g) ?? []) for (const letter of LETTER.get(part) ?? '') letters.add(letter);
  return [...letters].sort().join('');
}

/** A load between phases: A stands for A to B, B for B to C, C for C to A. */
export function deltaLetters(codes: Iterable<string>): string {
  const next = new Map([
    ['A', 'AB'],
    ['B', 'BC'],
    ['C', 'AC'],
  ]);
  return phaseLetters([...codes].map((code) => next.get(code) ?? code));
}
