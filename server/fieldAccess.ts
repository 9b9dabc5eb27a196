/** Who may do what on the embedded broker: anyone on this machine until credentials exist, from then on only who shows them (promises 4.1, 7). */

import { createHash, timingSafeEqual } from 'node:crypto';
import { JSON_ROOT, mayLeave, SPARKPLUG_ROOT } from '../shared/topics.ts';
import type { Accounts } from './adapters/accounts/accounts.ts';
import type { FieldSources } from './adapters/accounts/fieldSources.ts';
import { createLockout } from './adapters/accounts/lockout.ts';
import { rememberRight } from './adapters/accounts/remembered.ts';
import { openAccess } from './adapters/mqtt/openAccess.ts';
import type { Access, Credentials, KnownIds } from './doorPorts.ts';

export type FieldAccessOptions = {
  readonly accounts: Pick<Accounts, 'users' | 'user' | 'onUsersChanged'>;
  readonly fieldSources: FieldSources;
  readonly known: KnownIds;
  /** An area and all below it. */
  readonly subtree: (area: string) => readonly string[];
  /** The automation token; user name "token" with it as password may do what an administrator may. */
  readonly token: string | undefined;
  /** Epoch milliseconds of life. */
  readonly now: () => number;
};

/** What credentials allow; null = all. */
type Grant = {
  readonly areas: ReadonlySet<string> | null;
  readonly kinds: readonly string[] | null;
  readonly sources: readonly string[] | null;
  /** Changes with the password and when it is disabled. */
  readonly version: string;
};

const TOKEN_USER = 'token';
const OPEN = 'open';
/** People work on pages; programs with a person's account and the administrator of a small company may also publish. */
const PUBLISHING_ROLES: readonly string[] = ['integration', 'administrator'];
const DATA_VERBS: readonly string[] = ['NBIRTH', 'NDATA', 'NDEATH', 'DBIRTH', 'DDATA', 'DDEATH'];
const COMMAND_VERBS: readonly string[] = ['NCMD', 'DCMD'];

const MOST_GRANTS = 10_000;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export function createFieldAccess({ accounts, fieldSources, known, subtree, token, now }: FieldAccessOptions): Access {
  const lockout = createLockout();
  const fits = rememberRight();

  /** Asked for every message, so both are kept until a credential changes. */
  const grants = new Map<string, Grant | null>();
  let needed: boolean | null = null;
  const forget = (): void => {
    grants.clear();
    needed = null;
  };
  accounts.onUsersChanged(forget);
  fieldSources.onChanged(forget);

  /** The people of a demonstration have no passwords and do not close the door. */
  function isNeeded(): boolean {
    needed ??= accounts.users().some(({ password }) => password !== null) || fieldSources.all().length > 0;
    return needed;
  }

  const areasBelow = (areas: readonly string[] | null): Grant['areas'] => areas && new Set(areas.flatMap(subtree));

  function grantOf(identity: string): Grant | null {
    const kept = grants.get(identity);
    if (kept !== undefined) return kept;
    if (grants.size >= MOST_GRANTS) grants.clear();
    const grant = readGrant(identity);
    grants.set(identity, grant);
    return grant;
  }

  function readGrant(identity: string): Grant | null {
    if (identity === TOKEN_USER && token !== undefined) return { areas: null, kinds: null, sources: null, version: token };
    const source = fieldSources.get(identity);
    if (source) {
      const { kinds, sources, password } = source;
      return source.disabled ? null : { areas: areasBelow(source.areas), kinds, sources, version: password };
    }
    const person = accounts.user(identity);
    if (!person || person.disabled || person.password === null || !PUBLISHING_ROLES.includes(person.role)) return null;
    return { areas: areasBelow(person.areas), kinds: null, sources: null, version: person.password };
  }

  async function isRight({ username, password, from }: Credentials): Promise<boolean> {
    if (username === null || password === null) return false;
    // By address as well as by name, so that guessing does not lock out the source itself.
    const guesser = `${from ?? 'unknown'} ${username}`;
    if (lockout.locked(guesser, now())) return false;
    const grant = grantOf(username);
    const right =
      grant !== null &&
      (username === TOKEN_USER ? timingSafeEqual(digest(password), digest(grant.version)) : await fits(password, grant.version));
    if (right) lockout.right(guesser);
    else lockout.wrong(guesser, now());
    return right;
  }

  /** The id decides where a thing lies; what is about no known thing lies where the topic says. */
  function isInAreas(areas: ReadonlySet<string>, area: string, kind: string, id: string): boolean {
    const thing = known.isBranch(id) ? 'branch' : known.isNode(id) ? 'node' : null;
    const holds = (what: 'branch' | 'node' | 'service-point'): boolean => [...areas].some((each) => known.areaHolds(each, what, id));
    switch (kind) {
      case 'switch':
      case 'fault-indicator':
      case 'measurement':
        return thing === null ? areas.has(area) : holds(thing);
      case 'meter':
        return known.isServicePoint(id) ? holds('service-point') : areas.has(area);
      case 'weather':
        return areas.has(id);
      case 'source':
        return area === '-' || areas.has(area);
      default:
        return areas.has(area);
    }
  }

  const speaksFor = ({ sources }: Grant, identity: string, source: string): boolean =>
    sources === null || source === identity || sources.includes(source);

  const ownsEdge = (grant: Grant, identity: string, group: string, edge: string): boolean =>
    (grant.areas === null || grant.areas.has(group)) &&
    (speaksFor(grant, identity, edge) || speaksFor(grant, identity, `spb:${group}/${edge}`));

  const hasKind = ({ kinds }: Grant, kind: string): boolean => kinds === null || kinds.includes(kind);

  function mayTell(grant: Grant, identity: string, topic: string): boolean {
    // Its own STATE, Rebirth requests and pings are Relight's alone; commands to plant are nobody's (promise P16).
    if (mayLeave(topic)) return false;
    if (topic.startsWith(`${SPARKPLUG_ROOT}/`)) {
      const [, group = '', verb = '', edge = ''] = topic.split('/');
      return DATA_VERBS.includes(verb) && hasKind(grant, 'sparkplug') && ownsEdge(grant, identity, group, edge);
    }
    if (!topic.startsWith(`${JSON_ROOT}/`)) return false;
    const [, , area = '', kind = '', id = ''] = topic.split('/');
    if (kind === 'source' && !speaksFor(grant, identity, id)) return false;
    return hasKind(grant, kind) && (grant.areas === null || isInAreas(grant.areas, area, kind, id));
  }

  function mayHear(grant: Grant, identity: string, filter: string): boolean {
    if (!openAccess.maySubscribe(identity, filter)) return false;
    const [root, second = '', third = '', fourth = ''] = filter.split('/');
    if (root !== SPARKPLUG_ROOT) return hasKind(grant, 'meter') && (grant.areas === null || grant.areas.has(third));
    return COMMAND_VERBS.includes(third) ? hasKind(grant, 'sparkplug') && ownsEdge(grant, identity, second, fourth) : true;
  }

  return {
    async authenticate(credentials) {
      if (await isRight(credentials)) return { ok: true, identity: credentials.username ?? '' };
      return isNeeded() ? { ok: false, reason: 'auth-required' } : openAccess.authenticate(credentials);
    },
    mayPublish(identity, topic) {
      const grant = grantOf(identity);
      return grant ? mayTell(grant, identity, topic) : !isNeeded();
    },
    maySubscribe(identity, filter) {
      const grant = grantOf(identity);
      return grant ? mayHear(grant, identity, filter) : !isNeeded() && openAccess.maySubscribe(identity, filter);
    },
    maySpeakFor(identity, source) {
      const grant = grantOf(identity);
      return grant ? speaksFor(grant, identity, source) : !isNeeded();
    },
    version: (identity) => grantOf(identity)?.version ?? (isNeeded() ? 'refused' : OPEN),
    onChanged(listener) {
      const stops = [accounts.onUsersChanged(listener), fieldSources.onChanged(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
