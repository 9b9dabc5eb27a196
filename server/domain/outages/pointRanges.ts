/** Writes sets of service points as short text, so that facts can say exactly who was dark (rule I17). */

/** Ascending runs of indices in base 36: "a-c,z" for 10, 11, 12, 35. Indices are those of the network in force. */
export function writePoints(points: Int32Array): string {
  const sorted = points.slice().sort();
  const runs: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    const first = sorted[i]!;
    let last = first;
    for (i += 1; i < sorted.length && sorted[i]! <= last + 1; i += 1) last = sorted[i]!;
    runs.push(first === last ? first.toString(36) : `${first.toString(36)}-${last.toString(36)}`);
  }
  return runs.join(',');
}

/** Reads what `writePoints` wrote. */
export function readPoints(text: string): Int32Array {
  const points: number[] = [];
  for (const run of text === '' ? [] : text.split(',')) {
    const [first = '', last = first] = run.split('-');
    for (let point = Number.parseInt(first, 36); point <= Number.parseInt(last, 36); point += 1) points.push(point);
  }
  return Int32Array.from(points);
}
