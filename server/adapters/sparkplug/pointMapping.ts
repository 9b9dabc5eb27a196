/** Which point of the network a metric speaks of, by its name (contract section 3). */

import { PHASES } from '../../../shared/network.ts';
import { dataType } from '../../../shared/sparkplug/dataType.ts';
import { isFraction, isInteger, isText } from './bornValue.ts';

export type PointMapping =
  | { readonly kind: 'position'; readonly id: string; readonly doublePoint: boolean }
  | { readonly kind: 'cause'; readonly id: string }
  | { readonly kind: 'current'; readonly id: string; readonly phase: string }
  | { readonly kind: 'fault'; readonly id: string }
  | { readonly kind: 'power'; readonly id: string };

export type Mapped =
  | { readonly ok: true; readonly mapping: PointMapping }
  | { readonly ok: false; readonly reason: 'sp-unmapped-metric' | 'sp-type' };

const NAME = /^(?:(.+)\/)?(?:(position|cause|fault|power)|current\/([ABC]{1,3}))$/s;

const UNMAPPED: Mapped = { ok: false, reason: 'sp-unmapped-metric' };
const MISFIT: Mapped = { ok: false, reason: 'sp-type' };

const when = (fits: boolean, mapping: PointMapping): Mapped => (fits ? { ok: true, mapping } : MISFIT);

/** Metrics of the protocol itself, which name no point and are no news. */
export const isControl = (name: string): boolean =>
  name === 'bdSeq' || name.startsWith('Node Control/') || name.startsWith('Device Control/');

/** `device` is null for metrics of the edge itself, which always need the id in the name. */
export function mapMetric(name: string, type: number, device: string | null): Mapped {
  const match = NAME.exec(name);
  if (!match) return UNMAPPED;
  const [, prefix, word, phase] = match;
  const id = prefix ?? device;
  if (id === null) return UNMAPPED;
  if (phase !== undefined) {
    const known = PHASES.find((phases) => phases === phase);
    return known ? when(isFraction(type), { kind: 'current', id, phase: known }) : UNMAPPED;
  }
  switch (word) {
    case 'position':
      // Only Boolean (true = closed) and the double point have a stated sense (rule E6).
      return when(type === dataType.boolean || isInteger(type), { kind: 'position', id, doublePoint: type !== dataType.boolean });
    case 'cause':
      return when(isText(type), { kind: 'cause', id });
    case 'fault':
      return when(type === dataType.boolean, { kind: 'fault', id });
    default:
      return prefix === undefined ? UNMAPPED : when(type === dataType.boolean, { kind: 'power', id });
  }
}
