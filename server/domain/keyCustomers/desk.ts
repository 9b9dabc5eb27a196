/** The desk of key and life-support customers: plans that open themselves, minutes of backup left, contacts, attestations, drills (section K). */

import type { KeyCommand } from '../../../shared/commands/keyCommands.ts';
import type { Actor } from '../../../shared/roles.ts';
import { parseTime } from '../../../shared/time.ts';
import type { Fact, Touched } from '../core.ts';
import type { Desk } from '../desk.ts';
import { earlier } from '../earlier.ts';
import type { Moment } from '../evidence/intake.ts';
import { NONE } from '../network/network.ts';
import type { LiveView } from '../view.ts';
import { type KeySettings, keyDefaults } from './settings.ts';
import { isTrouble, type Supply, supplyOf } from './supply.ts';

export type Contact = { readonly at: number; readonly by: string; readonly reached: boolean; readonly note: string | null };
export type KeyAlarm = 'shortfall' | 'ten-minutes' | 'thirty-minutes' | 'redundancy-lost' | 'off';

/** What is kept of a customer beside the register. */
export type KeyEntry = {
  readonly id: string;
  readonly plan: 'closed' | 'open' | 'acknowledged';
  readonly planOpenedAt: number | null;
  readonly contacts: readonly Contact[];
  readonly attestedAt: number | null;
  readonly backupMinutes: number | null;
  readonly drilledAt: number | null;
  readonly alarm: KeyAlarm | null;
  /** What was last seen, to notice a change. */
  readonly seen: string;
  readonly revision: number;
};

export type KeyState = { readonly entries: readonly KeyEntry[] };

export type Standing = {
  readonly customer: number;
  readonly point: number;
  readonly entry: KeyEntry;
  readonly supply: Supply;
  /** End of the backup, null while supply is on or without backup that counts (rule K6). */
  readonly backupUntil: number | null;
  readonly shortfallMinutes: number | null;
  readonly backupMinutes: number | null;
  readonly attestedAt: number | null;
  readonly attestation: 'valid' | 'review' | 'expired' | 'none';
  readonly drillDue: boolean;
  readonly alarm: KeyAlarm | null;
};

export type KeyView = { ids(): readonly string[]; standing(id: string): Standing | null };
export type KeyDesk = Desk<KeyCommand, KeyState> & { readonly view: KeyView };
export type KeyDeskOptions = { readonly view: LiveView; readonly settings?: Partial<KeySettings>; readonly saved: KeyState | null };

const MOST_CONTACTS = 50;
const MINUTE = 60_000;

const fresh = (id: string): KeyEntry => ({
  id,
  plan: 'closed',
  planOpenedAt: null,
  contacts: [],
  attestedAt: null,
  backupMinutes: null,
  drilledAt: null,
  alarm: null,
  seen: '',
  revision: 0,
});

const msOf = (value: string | number): number | null => {
  const parsed = parseTime(value);
  return parsed.ok ? parsed.ms : null;
};

export function createKeyDesk({ view, settings: changed, saved }: KeyDeskOptions): KeyDesk {
  const settings = { ...keyDefaults, ...changed };
  const { register } = view;
  const entries = new Map<string, KeyEntry>(saved?.entries.map((entry) => [entry.id, entry]));
  const customers = new Map<string, number>();
  for (const customer of [...(register?.keyCustomers ?? []), ...(register?.lifeSupportCustomers ?? [])])
    if (register && register.servicePoint[customer] !== NONE) customers.set(register.id(customer), customer);
  let touched = new Set<string>();
  let facts: Fact[] = [];
  let deadline: number | null = null;

  function attestationOf(at: number | null, now: number): Standing['attestation'] {
    if (at === null) return 'none';
    const left = at + settings.attestValidMs - now;
    return left <= 0 ? 'expired' : left <= settings.attestReviewMs ? 'review' : 'valid';
  }

  function alarmOf(supply: Supply, backupUntil: number | null, shortfall: number | null, now: number): KeyAlarm | null {
    if (supply.power === 'on') return isTrouble(supply) ? 'redundancy-lost' : null;
    if (backupUntil === null) return 'off';
    const left = backupUntil - now;
    if (shortfall !== null && shortfall > 0) return 'shortfall';
    if (left <= settings.backupAlarmMs[1]) return 'ten-minutes';
    return left <= settings.backupAlarmMs[0] ? 'thirty-minutes' : 'off';
  }

  function standingOf(id: string, customer: number): Standing {
    const now = view.now();
    const entry = entries.get(id) ?? fresh(id);
    const point = register?.servicePoint[customer] ?? NONE;
    const supply = supplyOf(view, point);
    const attestedAt = entry.attestedAt ?? register?.lifeSupport(customer)?.attestedAt ?? null;
    const attestation = attestationOf(attestedAt, now);
    const backupMinutes = entry.backupMinutes ?? register?.key(customer)?.backupMinutes ?? null;
    const counted = attestation === 'expired' ? 0 : backupMinutes;
    const dark = supply.power === 'out' || supply.power === 'partial' || supply.power === 'predicted';
    const backupUntil = dark && supply.since !== null && counted !== null ? supply.since + counted * MINUTE : null;
    const beyond = backupUntil !== null && supply.expectedAt !== null ? Math.ceil((supply.expectedAt - backupUntil) / MINUTE) : null;
    const shortfallMinutes = beyond !== null && beyond > 0 ? beyond : null;
    return {
      customer,
      point,
      entry,
      supply,
      backupUntil,
      shortfallMinutes,
      backupMinutes,
      attestedAt,
      attestation,
      drillDue: entry.drilledAt === null || entry.drilledAt + settings.drillEveryMs <= now,
      alarm: alarmOf(supply, backupUntil, shortfallMinutes, now),
    };
  }

  function put(entry: KeyEntry, { commit, now }: Moment, what: string | null, body: Fact['body'] = {}): void {
    entries.set(entry.id, { ...entry, revision: commit });
    touched.add(entry.id);
    if (what !== null) facts.push({ type: `key.${what}`, about: `customer:${entry.id}`, at: now, body });
  }

  /** Opens the plan, raises alarms, and closes what was acknowledged and is over (rules K5, K7). */
  function look(id: string, customer: number, moment: Moment): void {
    const standing = standingOf(id, customer);
    const { entry, supply, alarm, backupUntil } = standing;
    if (backupUntil !== null)
      for (const before of [...settings.backupAlarmMs, 0])
        if (backupUntil - before > moment.now) deadline = earlier(deadline, backupUntil - before);
    const seen = `${supply.power} ${supply.feeds} ${supply.outage} ${supply.expectedAt} ${alarm}`;
    if (seen === entry.seen) return;
    const trouble = isTrouble(supply);
    const opens = trouble && entry.plan === 'closed';
    const closes = !trouble && entry.plan === 'acknowledged';
    const plan = opens ? 'open' : closes ? 'closed' : entry.plan;
    if (alarm !== null && alarm !== entry.alarm)
      put({ ...entry, alarm }, moment, 'alarm', { alarm, outage: supply.outage, shortfallMinutes: standing.shortfallMinutes });
    const planOpenedAt = opens ? moment.now : closes ? null : entry.planOpenedAt;
    put({ ...entry, plan, planOpenedAt, alarm, seen }, moment, opens ? 'plan-opened' : closes ? 'plan-closed' : null, {
      outage: supply.outage,
    });
  }

  return {
    view: {
      ids: () => [...customers.keys()],
      standing(id) {
        const customer = customers.get(id);
        return customer === undefined ? null : standingOf(id, customer);
      },
    },
    hear: () => undefined,
    check(command: KeyCommand) {
      if (!customers.has(command.customer)) return { code: 'not-found', message: 'this is no key or life-support customer' };
      if (command.type === 'key.acknowledge' && entries.get(command.customer)?.plan !== 'open')
        return { code: 'conflict', message: 'the plan of this customer is not open' };
      const at = 'at' in command ? msOf(command.at) : 0;
      if (at === null) return { code: 'time-format', message: 'the date is not a time' };
      return at > view.now() ? { code: 'value-range', message: 'the date lies in the future' } : null;
    },
    carryOut(command: KeyCommand, actor: Actor, moment: Moment) {
      const entry = entries.get(command.customer) ?? fresh(command.customer);
      const by = actor.name;
      switch (command.type) {
        case 'key.acknowledge':
          return put({ ...entry, plan: 'acknowledged', seen: '' }, moment, 'acknowledged', { by });
        case 'key.contact': {
          const contact = { at: moment.now, by, reached: command.reached, note: command.note ?? null };
          const contacts = [...entry.contacts, contact].slice(-MOST_CONTACTS);
          return put({ ...entry, contacts }, moment, 'contacted', { by, reached: command.reached });
        }
        case 'key.attest': {
          const backupMinutes = command.backupMinutes ?? entry.backupMinutes;
          return put({ ...entry, attestedAt: msOf(command.at), backupMinutes, seen: '' }, moment, 'attested', { by });
        }
        case 'key.drill':
          return put({ ...entry, drilledAt: msOf(command.at) }, moment, 'drilled', { by, finding: command.finding ?? null });
      }
    },
    settle(_concluded, moment) {
      deadline = null;
      for (const [id, customer] of customers) look(id, customer, moment);
    },
    nextDeadline: () => deadline,
    takeFacts() {
      const taken = facts;
      facts = [];
      return taken;
    },
    takeTouched() {
      const taken: Touched[] = [...touched].map((id) => ({ kind: 'keyCustomer', id }));
      touched = new Set();
      return taken;
    },
    state: () => ({ entries: [...entries.values()] }),
  };
}
