/** People, sessions and the automation token: who may come in. Kept in the journal's documents. */

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { type Actor, type Role, role } from '../../../shared/roles.ts';
import type { Journal } from '../../ports.ts';
import type { Access, SignedIn } from '../../viewerPorts.ts';
import { createLockout } from './lockout.ts';
import { hashPassword, MIN_PASSWORD, passwordFits } from './passwords.ts';

const userDocument = z.object({
  user: z.string(),
  name: z.string(),
  role,
  areas: z.array(z.string()).nullable(),
  password: z.string().nullable(),
  disabled: z.boolean(),
});
export type UserDocument = z.infer<typeof userDocument>;

const sessionDocument = z.object({ hash: z.string(), user: z.string(), expiresAt: z.number(), ended: z.boolean() });
type SessionDocument = z.infer<typeof sessionDocument>;

const SESSION_MS = 14 * 3_600_000;
const MOST_DOCUMENTS = 100_000;

const DEMO_ROLES: readonly (readonly [user: string, name: string, role: Role])[] = [
  ['dispatcher', 'Lucía Fernández', 'dispatcher'],
  ['supervisor', 'Wang Jian 王健', 'supervisor'],
  ['service', 'Ana Pereira', 'customer-service'],
  ['planner', 'Chen Wei 陈伟', 'planner'],
  ['crew', 'Crew 1', 'crew'],
  ['keyaccounts', 'Martín Silva', 'key-account-manager'],
  ['auditor', 'Zhang Min 张敏', 'auditor'],
  ['admin', 'Administrator', 'administrator'],
  ['wall', 'Wall display', 'wall'],
];

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

const actorOf = (user: UserDocument): Actor => ({ user: user.user, name: user.name, role: user.role, areas: user.areas });

export type AccountsOptions = {
  readonly journal: Journal;
  readonly token: string | undefined;
  readonly demo: boolean;
  /** Epoch milliseconds of life, also when the grid's clock is simulated. */
  readonly now: () => number;
};

export type Accounts = Access & {
  /** Adds or changes a person; ends that person's sessions. */
  saveUser(user: Omit<UserDocument, 'password' | 'disabled'>, password: string | null, disabled?: boolean): Promise<void>;
  users(): readonly UserDocument[];
  user(name: string): UserDocument | undefined;
  /** Calls back when a person was added or changed. Returns how to stop listening. */
  onUsersChanged(listener: () => void): () => void;
};

export async function openAccounts({ journal, token, demo, now }: AccountsOptions): Promise<Accounts> {
  const users = new Map<string, UserDocument>();
  const sessions = new Map<string, SessionDocument>();
  const listeners = new Set<(session: string) => void>();
  const usersListeners = new Set<() => void>();
  const lockout = createLockout();

  for (const document of await journal.documents('user', MOST_DOCUMENTS)) {
    const parsed = userDocument.safeParse(JSON.parse(document.body));
    if (parsed.success) users.set(parsed.data.user, parsed.data);
  }
  for (const document of await journal.documents('session', MOST_DOCUMENTS)) {
    const parsed = sessionDocument.safeParse(JSON.parse(document.body));
    if (parsed.success && !parsed.data.ended && parsed.data.expiresAt > now()) sessions.set(parsed.data.hash, parsed.data);
  }

  async function keepUser(user: UserDocument): Promise<void> {
    await journal.putDocuments('user', [{ id: user.user, at: now(), body: JSON.stringify(user) }]);
    for (const listener of usersListeners) listener();
  }
  const keepSession = (session: SessionDocument) =>
    journal.putDocuments('session', [{ id: session.hash, at: now(), body: JSON.stringify(session) }]);

  if (demo) {
    for (const [user, name, demoRole] of DEMO_ROLES) {
      if (users.has(user)) continue;
      const document: UserDocument = { user, name, role: demoRole, areas: null, password: null, disabled: false };
      users.set(user, document);
      await keepUser(document);
    }
  }

  async function begin(user: UserDocument): Promise<{ token: string; actor: Actor }> {
    const secret = randomBytes(32).toString('base64url');
    const session: SessionDocument = { hash: digest(secret), user: user.user, expiresAt: now() + SESSION_MS, ended: false };
    sessions.set(session.hash, session);
    await keepSession(session);
    return { token: secret, actor: actorOf(user) };
  }

  async function end(session: SessionDocument): Promise<void> {
    sessions.delete(session.hash);
    await keepSession({ ...session, ended: true });
    for (const listener of listeners) listener(session.hash);
  }

  return {
    demo,
    firstStart: () => users.size === 0,
    demoUsers: () =>
      demo ? [...users.values()].filter((u) => u.password === null).map(({ user, name, role: r }) => ({ user, name, role: r })) : [],
    users: () => [...users.values()],
    user: (name) => users.get(name),
    onUsersChanged(listener) {
      usersListeners.add(listener);
      return () => void usersListeners.delete(listener);
    },
    async signIn(user, password, from) {
      if (lockout.locked(`user ${user}`, now()) || lockout.locked(`from ${from}`, now())) return 'locked';
      const found = users.get(user);
      const fits =
        found?.password && !found.disabled ? await passwordFits(password, found.password) : (await passwordFits(password, NOBODY)) && false;
      if (!found || !fits) {
        lockout.wrong(`user ${user}`, now());
        lockout.wrong(`from ${from}`, now());
        return 'wrong';
      }
      lockout.right(`user ${user}`);
      return begin(found);
    },
    async signInDemo(user) {
      const found = demo ? users.get(user) : undefined;
      return found && found.password === null && !found.disabled ? begin(found) : null;
    },
    async createFirstAdministrator(user, name, password) {
      if (users.size > 0 || password.length < MIN_PASSWORD) return null;
      const document: UserDocument = { user, name, role: 'administrator', areas: null, password: null, disabled: false };
      users.set(user, document);
      const complete = { ...document, password: await hashPassword(password) };
      users.set(user, complete);
      await keepUser(complete);
      return begin(complete);
    },
    async saveUser(user, password, disabled = false) {
      const before = users.get(user.user);
      const hash = password === null ? (before?.password ?? null) : await hashPassword(password);
      const document: UserDocument = { ...user, password: hash, disabled };
      users.set(user.user, document);
      await keepUser(document);
      for (const session of [...sessions.values()]) if (session.user === user.user) await end(session);
    },
    async signOut(secret) {
      const session = sessions.get(digest(secret));
      if (session) await end(session);
    },
    bySession(secret): SignedIn | null {
      const session = sessions.get(digest(secret));
      const user = session && users.get(session.user);
      if (!session || !user || user.disabled || session.expiresAt <= now()) return null;
      return { actor: actorOf(user), session: session.hash, bearer: false };
    },
    byBearer(given): SignedIn | null {
      if (!token || !sameText(given, token)) return null;
      return { actor: { user: 'token', name: 'Automation', role: 'administrator', areas: null }, session: null, bearer: true };
    },
    onRevoked(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Compared when there is no such user, so that the answer takes as long as for a wrong password. */
const NOBODY = `scrypt$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(32).toString('base64')}`;
