/** Turns CIM power transformers, with their ends or tanks, into native branches. */

import type { NetworkBranch } from '../../../../shared/network.ts';
import { phaseLetters } from './phases.ts';
import type { CimObject } from './readRdf.ts';
import { numberIn, type Wiring } from './wiring.ts';

type End = { readonly node: string; readonly phases: string; readonly delta: boolean };
type Coil = { readonly end: number; readonly phases: string };

const DELTA_PAIRS = ['AB', 'BC', 'AC'];
const LETTERS = ['A', 'B', 'C'];

const endNumber = (end: CimObject): number => numberIn(end, 'TransformerEnd.endNumber') ?? 0;
const inOrder = (ends: readonly CimObject[]): CimObject[] => [...ends].sort((a, b) => endNumber(a) - endNumber(b));

function nodeOf(wiring: Wiring, end: CimObject): string | null {
  const terminal = end.values.get('TransformerEnd.Terminal');
  return terminal === undefined ? null : wiring.nodeOfTerminal(terminal);
}

/** Each set of ends shares one magnetic body: the whole transformer, or one tank. */
function bodiesOf(wiring: Wiring, transformer: CimObject): End[][] {
  const bodies: End[][] = [];
  const ends = inOrder(wiring.partsOf('PowerTransformerEnd', 'PowerTransformerEnd.PowerTransformer', transformer.id));
  const whole: End[] = [];
  for (const end of ends) {
    const node = nodeOf(wiring, end);
    const delta = /^D/.test(end.values.get('PowerTransformerEnd.connectionKind') ?? '');
    if (node !== null) whole.push({ node, phases: 'ABC', delta });
  }
  if (whole.length > 0) bodies.push(whole);
  for (const tank of wiring.partsOf('TransformerTank', 'TransformerTank.PowerTransformer', transformer.id)) {
    const body: End[] = [];
    for (const end of inOrder(wiring.partsOf('TransformerTankEnd', 'TransformerTankEnd.TransformerTank', tank.id))) {
      const node = nodeOf(wiring, end);
      const code = end.values.get('TransformerTankEnd.orderedPhases') ?? end.values.get('TransformerTankEnd.phases') ?? 'ABC';
      const phases = phaseLetters([code]);
      if (node !== null && phases !== '') body.push({ node, phases, delta: phases.length > 1 && !code.includes('N') });
    }
    if (body.length > 0) bodies.push(body);
  }
  return bodies;
}

/** Coils of one body, core by core. */
function coresOf(body: readonly End[], nodes: readonly string[]): Coil[][] {
  const three = body.some((end) => end.phases.length === 3);
  if (!three && body.every((end) => end.phases.length === 1 || end.delta)) {
    return [body.map((end) => ({ end: nodes.indexOf(end.node), phases: end.phases }))];
  }
  return LETTERS.map((letter, i) =>
    body
      .filter((end) => end.phases.includes(letter))
      .map((end) => ({ end: nodes.indexOf(end.node), phases: end.delta ? (DELTA_PAIRS[i] ?? letter) : letter })),
  ).filter((core) => core.length > 0);
}

/** null when the transformer does not join two nodes. */
export function transformerBranch(
  wiring: Wiring,
  transformer: CimObject,
): (Pick<NetworkBranch, 'from' | 'to'> & Partial<NetworkBranch>) | null {
  const bodies = bodiesOf(wiring, transformer);
  const nodes = [...new Set(bodies.flatMap((body) => body.map((end) => end.node)))];
  const [from, to, ...moreEnds] = nodes.length > 0 ? nodes : wiring.nodesOf(transformer.id);
  if (from === undefined || to === undefined) return null;
  const cores = bodies.flatMap((body) => coresOf(body, nodes));
  const first = phaseLetters(cores.flatMap((core) => core.filter((coil) => coil.end === 0).map((coil) => coil.phases)));
  const straight =
    moreEnds.length === 0 && cores.every((core) => core.every((coil) => coil.phases.length === 1 && coil.phases === core[0]?.phases));
  const threePhaseDelta = bodies.some((body) => body.some((end) => end.delta && end.phases.length === 3));
  const anyDelta = bodies.some((body) => body.some((end) => end.delta));
  const rated = wiring.partsOf('PowerTransformerEnd', 'PowerTransformerEnd.PowerTransformer', transformer.id)[0];
  const ratedS = rated ? numberIn(rated, 'PowerTransformerEnd.ratedS') : null;
  return {
    from,
    to,
    ...(moreEnds.length > 0 ? { moreEnds } : {}),
    phases: first || 'ABC',
    winding: threePhaseDelta ? 'delta' : anyDelta ? 'open-delta' : 'wye',
    ...(straight ? {} : { cores }),
    ...(ratedS !== null && ratedS >= 0 ? { ratingKva: ratedS / 1000 } : {}),
  };
}
