/** Why an input was refused, flagged or ignored: a stable code, and one sentence for the operator that says what to fix. */

import { messageReasons } from './reasons/messageReasons.ts';
import { pageReasons } from './reasons/pageReasons.ts';
import { sparkplugReasons } from './reasons/sparkplugReasons.ts';

export type Sentence = { readonly en: string; readonly zh: string };

export const reasons = { ...messageReasons, ...sparkplugReasons, ...pageReasons } as const satisfies Readonly<Record<string, Sentence>>;

export type ReasonCode = keyof typeof reasons;

const isReason = (code: string): code is ReasonCode => Object.hasOwn(reasons, code);

/** The operator sentence of a code, null for one that is not ours. */
export const explainReason = (code: string): Sentence | null => (isReason(code) ? reasons[code] : null);
