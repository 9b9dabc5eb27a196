/** Eight ways to lose sight of a switch, before, during and at the end of an outage: what the screens say, moment by moment (promise P7). */

import { expect, it } from 'vitest';
import { ids, project } from '../../../server/projections/operations.ts';
import { compiled, type Stage, source, stage, switched, twoFeeders } from './stage.ts';

const UNTOLD = 290;
const TOLD = 620;
const LATE = 1300;

type Sight = 'before' | 'during' | 'restoring';

/** What is lost at second 60 and comes back at second 600; the switch may have moved meanwhile. */
type Loss = {
  readonly source?: string;
  /** The switch is polled, so that silence tells. */
  readonly polled?: boolean;
  lose(on: Stage): void;
  back?(on: Stage): void;
  /** Numbers of the messages, where they are numbered. */
  readonly seqs?: readonly [first: number, trip: number, back: number, end: number];
};

const RTU = 'rtu-1';
const EDGE = 'spb:east/ss-1';
const DEVICE = 'spb:east/ss-1/r1';

const losses: Readonly<Record<string, Loss>> = {
  'the last will of its source': {
    lose: (on) => on.hear(source(RTU, 60, false)),
    back: (on) => on.hear(source(RTU, 600, true)),
  },
  'the broker': { lose: (on) => on.broker(60, false), back: (on) => on.broker(600, true) },
  'silence of a polled point': { polled: true, lose: () => undefined },
  'the death of its edge node': {
    source: EDGE,
    lose: (on) => on.hear(source(EDGE, 60, false)),
    back: (on) => on.hear(source(EDGE, 600, true)),
  },
  'the death of its device, told late': {
    source: DEVICE,
    lose: (on) => on.hear(source(DEVICE, 60, false), 70),
    back: (on) => on.hear(source(DEVICE, 600, true)),
  },
  'a position between open and closed': { lose: (on) => on.hear(switched('r1', 60, 'intermediate')) },
  'readings that are not valid': { lose: (on) => on.hear(switched('r1', 60, 'closed', { quality: 'invalid' })) },
  'a message that never came': { lose: () => undefined, seqs: [1, 2, 4, 5] },
};

const minutes = (time: string | null | undefined): string => time?.slice(14, 19) ?? '';

/** Customers out and unknown, then each outage: state, began (± when not sure), ended. */
function shown({ core }: Stage): string {
  const summary = project(core.view, 'summary', 'summary');
  const outages = ids(core.view, 'outage').map((id) => {
    const outage = project(core.view, 'outage', id);
    return ` ${outage?.state} ${minutes(outage?.startedAt)}${outage?.startUncertain ? '±' : ''}-${minutes(outage?.restoredAt)}`;
  });
  return `${summary?.customersOut}/${summary?.customersUnknown}${outages.join()}`;
}

function live(loss: Loss, sight: Sight): string[] {
  const file = twoFeeders();
  const branches = file.branches.map((branch) => (branch.id === 'r1' && loss.polled ? { ...branch, expectedIntervalS: 20 } : branch));
  const on = stage(compiled({ ...file, branches }));
  const speaker = loss.source ?? RTU;
  const numbered = (place: 0 | 1 | 2 | 3) => ({ source: speaker, seq: loss.seqs?.[place] ?? null });
  const wait = (from: number, to: number): string => {
    for (let t = from; t <= to; t += 10) on.wait(t);
    expect(on.core.checkInvariants()).toBeNull();
    return shown(on);
  };
  on.hear(switched('r1', 0, 'closed', numbered(0)));
  if (sight !== 'before') on.hear(switched('r1', 20, 'open', { cause: 'lockout', ...numbered(1) }));
  loss.lose(on);
  const untold = wait(80, UNTOLD);
  loss.back?.(on);
  on.hear(switched('r1', 600, sight === 'restoring' ? 'closed' : 'open', numbered(2)));
  const told = wait(601, TOLD);
  on.hear(switched('r1', 1200, 'closed', numbered(3)));
  return [untold, told, wait(1201, LATE)];
}

/** The same for every loss that takes the point away: nobody is called out or back while nothing is known. */
const blind: Readonly<Record<Sight, readonly string[]>> = {
  before: ['0/1110', '1110/0 confirmed 10:00±-', '0/0 restored 10:00±-20:00'],
  during: ['1110/0 confirmed 00:20-', '1110/0 confirmed 00:20-', '0/0 restored 00:20-20:00'],
  restoring: ['1110/0 confirmed 00:20-', '0/0 restored 00:20-10:00', '0/0 restored 00:20-10:00'],
};

/** A point that is silent after its last word is unknown again, and what ended stays ended. */
const silent: typeof blind = {
  before: ['0/1110', '1110/0 confirmed 10:00±-', '0/1110 restored 10:00±-20:00'],
  during: ['1110/0 confirmed 00:20-', '1110/0 confirmed 00:20-', '0/1110 restored 00:20-20:00'],
  restoring: ['1110/0 confirmed 00:20-', '0/0 restored 00:20-10:00', '0/1110 restored 00:20-10:00'],
};

/** The source is there and dates what it says; only what it said in between is not known. */
const dated: typeof blind = { ...blind, before: ['0/1110', '1110/0 confirmed 10:00-', '0/0 restored 10:00-20:00'] };

/** What is not valid, and what never came, says nothing: the last good word stands. */
const unheard: typeof blind = { ...blind, before: ['0/0', '1110/0 confirmed 10:00-', '0/0 restored 10:00-20:00'] };

const golden: Readonly<Record<string, typeof blind>> = {
  'silence of a polled point': silent,
  'a position between open and closed': dated,
  'readings that are not valid': unheard,
  'a message that never came': unheard,
};

for (const [name, loss] of Object.entries(losses))
  for (const sight of ['before', 'during', 'restoring'] as const)
    it(`[P7] [E21] [E22] [E23] losing ${name} ${sight === 'restoring' ? 'while supply returns' : `${sight} an outage`} neither darkens nor restores anybody`, () => {
      expect(live(loss, sight)).toEqual((golden[name] ?? blind)[sight]);
    });
