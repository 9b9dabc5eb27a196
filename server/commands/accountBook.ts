/** Opens people and field sources of a stopped server for a command, which notes in the audit chain what it does. */

import { type Accounts, openAccounts } from '../adapters/accounts/accounts.ts';
import { type FieldSources, openFieldSources } from '../adapters/accounts/fieldSources.ts';
import { MIN_PASSWORD } from '../adapters/accounts/passwords.ts';
import { openJournal } from '../openJournal.ts';
import { readPassword } from './password.ts';
import { type DataOptions, readSettings } from './settings.ts';

export type AccountBook = {
  readonly accounts: Accounts;
  readonly fieldSources: FieldSources;
  /** `after` is JSON text. */
  note(action: string, object: string, after: string): Promise<void>;
};

/** The journal rejects while a server is running on it. */
export async function withAccountBook(options: DataOptions, work: (book: AccountBook) => Promise<void>): Promise<void> {
  const config = readSettings(options);
  if (!config) return;
  const journal = await openJournal(config);
  try {
    const accounts = await openAccounts({ journal, token: undefined, demo: false, now: Date.now });
    const fieldSources = await openFieldSources({ journal, now: Date.now });
    await work({
      accounts,
      fieldSources,
      async note(action, object, after) {
        const nobody = { session: null, from: null, reason: null, before: null };
        await journal.appendAudit(Date.now(), [{ ...nobody, who: 'command line', role: 'administrator', action, object, after }]);
      },
    });
  } finally {
    await journal.close();
  }
}

/** From the keyboard or a pipe; rejects when it is too short. */
export async function newPassword(): Promise<string> {
  const password = await readPassword();
  if (password.length >= MIN_PASSWORD) return password;
  throw new Error(`a password has at least ${MIN_PASSWORD} characters`);
}

/** Rejects when a person or a source has the name already; both sign in to the broker by it. */
export function refuseTaken({ accounts, fieldSources }: AccountBook, name: string): void {
  if (accounts.user(name)) throw new Error(`there is a user ${name} already`);
  if (fieldSources.get(name)) throw new Error(`there is a field source ${name} already`);
  if (name === 'internal' || name === 'token') throw new Error(`${name} is a name that Relight uses itself`);
}

/** A comma-separated list. */
export const listOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
