/** `relight user`: the people who may sign in. */

import { type Command, InvalidArgumentError } from 'commander';
import { type Role, role as roleSchema } from '../../shared/roles.ts';
import { type Accounts, openAccounts } from '../adapters/accounts/accounts.ts';
import { MIN_PASSWORD } from '../adapters/accounts/passwords.ts';
import { openJournal } from '../openJournal.ts';
import { readPassword } from './password.ts';
import { type DataOptions, readSettings, withDataFolder } from './settings.ts';

type AddOptions = DataOptions & { readonly role: Role; readonly name?: string; readonly areas?: readonly string[] };
type Work = (accounts: Accounts, note: (action: string, user: string, after: string) => Promise<void>) => Promise<void>;

function roleNamed(text: string): Role {
  const parsed = roleSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`one of ${roleSchema.options.join(', ')}`);
}

const areaList = (text: string): readonly string[] =>
  text
    .split(',')
    .map((area) => area.trim())
    .filter(Boolean);

/** Opens the accounts of a stopped server; the journal rejects when one is running. */
async function withAccounts(options: DataOptions, work: Work): Promise<void> {
  const config = readSettings(options);
  if (!config) return;
  const journal = await openJournal(config);
  try {
    const accounts = await openAccounts({ journal, token: undefined, demo: false, now: Date.now });
    await work(accounts, async (action, object, after) => {
      const nobody = { session: null, from: null, reason: null, before: null };
      await journal.appendAudit(Date.now(), [{ ...nobody, who: 'command line', role: 'administrator', action, object, after }]);
    });
  } finally {
    await journal.close();
  }
}

async function newPassword(): Promise<string> {
  const password = await readPassword();
  if (password.length >= MIN_PASSWORD) return password;
  throw new Error(`a password has at least ${MIN_PASSWORD} characters`);
}

function found(accounts: Accounts, user: string) {
  const document = accounts.users().find((each) => each.user === user);
  if (document) return document;
  throw new Error(`there is no user ${user}`);
}

export function register(program: Command): void {
  const user = program
    .command('user')
    .description('Adds, lists, changes and disables the people who may sign in; the server must not be running')
    .addHelpText('after', '\nExample:\n  relight user add lucia --role dispatcher --name "Lucía Fernández"');

  withDataFolder(
    user
      .command('add <user>')
      .description('Adds a person; the password is asked for, or read from the standard input')
      .requiredOption('--role <role>', roleSchema.options.join(', '), roleNamed)
      .option('--name <name>', 'shown beside what this person did')
      .option('--areas <ids>', 'only these areas, comma separated; all when not given', areaList)
      .addHelpText('after', '\nExample:\n  pass show relight/lucia | relight user add lucia --role dispatcher --areas a-1,a-2'),
  ).action((name: string, options: AddOptions) =>
    withAccounts(options, async (accounts, note) => {
      if (accounts.users().some((each) => each.user === name)) throw new Error(`there is a user ${name} already`);
      const { role, areas = null } = options;
      await accounts.saveUser({ user: name, name: options.name ?? name, role, areas: areas && [...areas] }, await newPassword());
      await note('user.add', name, JSON.stringify({ role, areas }));
      console.log(`${name} may sign in as ${role}`);
    }),
  );

  withDataFolder(
    user
      .command('list')
      .description('Prints who may sign in')
      .option('--json', 'the answer as JSON')
      .addHelpText('after', '\nExample:\n  relight user list --json'),
  ).action((options: DataOptions & { readonly json?: boolean }) =>
    withAccounts(options, async (accounts) => {
      const users = accounts.users().map(({ password, ...shown }) => ({ ...shown, hasPassword: password !== null }));
      if (options.json) process.stdout.write(`${JSON.stringify(users)}\n`);
      else
        for (const each of users)
          console.log([each.user, each.role, each.name, each.areas?.join(',') ?? 'all areas', each.disabled ? 'disabled' : ''].join('\t'));
    }),
  );

  withDataFolder(
    user
      .command('password <user>')
      .description('Sets a new password and ends the sessions of this person')
      .addHelpText('after', '\nExample:\n  relight user password lucia'),
  ).action((name: string, options: DataOptions) =>
    withAccounts(options, async (accounts, note) => {
      const { password: _old, disabled, ...document } = found(accounts, name);
      await accounts.saveUser(document, await newPassword(), disabled);
      await note('user.password', name, '{}');
      console.log(`${name} has a new password`);
    }),
  );

  withDataFolder(
    user
      .command('disable <user>')
      .description('Nobody signs in as this person any more; what was done stays known')
      .addHelpText('after', '\nExample:\n  relight user disable lucia'),
  ).action((name: string, options: DataOptions) =>
    withAccounts(options, async (accounts, note) => {
      const { password: _old, disabled: _before, ...document } = found(accounts, name);
      await accounts.saveUser(document, null, true);
      await note('user.disable', name, '{}');
      console.log(`${name} may not sign in any more`);
    }),
  );
}
