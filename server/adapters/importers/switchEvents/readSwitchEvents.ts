/** Reads recorded switch operations of a feeder: a JSON list of events, each about one asset in one time step. */

import * as z from 'zod';

export type SwitchEvent = {
  readonly step: number;
  /** Id of the branch, lower case. */
  readonly asset: string;
  /** null where the event leaves the position as it is. */
  readonly open: boolean | null;
  /** null where the event leaves it in or out of service. */
  readonly inService: boolean | null;
};

export type SwitchEvents =
  | { readonly ok: true; readonly events: readonly SwitchEvent[]; readonly ignored: number }
  | { readonly ok: false; readonly code: string; readonly detail: string };

const word = z.union([z.string(), z.number(), z.boolean()]);
const event = z.object({
  affected_asset: z.string().min(1),
  event_type: z.string(),
  timestep: z.coerce.number().int().nonnegative(),
  event_data: z.object({ state: word.nullish(), status: word.nullish() }),
});

const TRUE: ReadonlySet<string> = new Set(['1', 'true', 'yes', 'enabled', 'open']);
const FALSE: ReadonlySet<string> = new Set(['0', 'false', 'no', 'disabled', 'closed']);

/** Sources write the same as `open`, `OPEN`, `1` or `ENABLED`. */
function meaning(value: z.infer<typeof word> | null | undefined): boolean | null {
  const text = String(value ?? '').toLowerCase();
  return TRUE.has(text) ? true : FALSE.has(text) ? false : null;
}

/** Events in order of their steps. `state` 1 or `closed` closes, 0 or `open` opens; other types of event are counted as ignored. */
export function readSwitchEvents(text: string): SwitchEvents {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (problem) {
    return { ok: false, code: 'json-parse', detail: problem instanceof Error ? problem.message : '' };
  }
  const parsed = z.array(event).safeParse(value);
  if (!parsed.success) return { ok: false, code: 'value-type', detail: parsed.error.issues[0]?.path.join('.') ?? '' };
  const switching = parsed.data.filter((each) => each.event_type.toLowerCase() === 'switch');
  const events = switching.map((each) => {
    const { state, status } = each.event_data;
    const numeric = typeof state === 'number' || /^[01]$/.test(String(state));
    const said = meaning(state);
    return {
      step: each.timestep,
      asset: each.affected_asset.toLowerCase(),
      open: said === null ? null : numeric ? !said : said,
      inService: meaning(status),
    };
  });
  return { ok: true, events: events.sort((a, b) => a.step - b.step), ignored: parsed.data.length - switching.length };
}
