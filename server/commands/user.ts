/** `relight user`: the people who may sign in, and the programs that may publish. */

import { type Command, InvalidArgumentError } from 'commander';
import { type Role, role as roleSchema } from '../../shared/roles.ts';
import { type AccountBook, listOf, newPassword, refuseTaken, withAccountBook } from './accountBook.ts';
import { registerAddSource } from './addSource.ts';
import { type DataOptions, withDataFolder } from './settings.ts';

type AddOptions = DataOptions & { readonly role: Role; readonly name?: string; readonly areas?: readonly string[] };

function roleNamed(text: string): Role {
  const parsed = roleSchema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(`one of ${roleSchema.options.join(', ')}`);
}

/** Changes the password (null keeps it) or the state of a person or a source; rejects when there is neither. */
async function change({ accounts, fieldSources }: AccountBook, name: string, password: string | null, disabled?: boolean): Promise<void> {
  const person = accounts.user(name);
  if (person) {
    const { password: _old, disabled: before, ...document } = person;
    return accounts.saveUser(document, password, disabled ?? before);
  }
  const source = fieldSources.get(name);
  if (!source) throw new Error(`there is no user ${name}`);
  const { password: _old, disabled: before, ...document } = source;
  return fieldSources.save(document, password, disabled ?? before);
}

const known = ({ accounts, fieldSources }: AccountBook, name: string): boolean =>
  accounts.user(name) !== undefined || fieldSources.get(name) !== undefined;

function listed({ accounts, fieldSources }: AccountBook) {
  const people = accounts.users().map(({ password, ...shown }) => ({ ...shown, hasPassword: password !== null }));
  const sources = fieldSources
    .all()
    .map(({ password: _, name, ...shown }) => ({ user: name, name, role: 'field-source', ...shown, hasPassword: true }));
  return [...people, ...sources];
}

export function register(program: Command): void {
  const user = program
    .command('user')
    .description('Adds, lists, changes and disables who may sign in or publish; the server must not be running')
    .addHelpText('after', '\nExample:\n  relight user add lucia --role dispatcher --name "Lucía Fernández"');

  withDataFolder(
    user
      .command('add <user>')
      .description('Adds a person; the password is asked for, or read from the standard input')
      .requiredOption('--role <role>', roleSchema.options.join(', '), roleNamed)
      .option('--name <name>', 'shown beside what this person did')
      .option('--areas <ids>', 'only these areas, comma separated; all when not given', listOf)
      .addHelpText('after', '\nExample:\n  pass show relight/lucia | relight user add lucia --role dispatcher --areas a-1,a-2'),
  ).action((name: string, options: AddOptions) =>
    withAccountBook(options, async (book) => {
      refuseTaken(book, name);
      const { role, areas = null } = options;
      await book.accounts.saveUser({ user: name, name: options.name ?? name, role, areas: areas && [...areas] }, await newPassword());
      await book.note('user.add', name, JSON.stringify({ role, areas }));
      console.log(`${name} may sign in as ${role}`);
    }),
  );
  registerAddSource(user);

  withDataFolder(
    user
      .command('list')
      .description('Prints who may sign in or publish')
      .option('--json', 'the answer as JSON')
      .addHelpText('after', '\nExample:\n  relight user list --json'),
  ).action((options: DataOptions & { readonly json?: boolean }) =>
    withAccountBook(options, async (book) => {
      const all = listed(book);
      if (options.json) process.stdout.write(`${JSON.stringify(all)}\n`);
      else
        for (const each of all)
          console.log([each.user, each.role, each.name, each.areas?.join(',') ?? 'all areas', each.disabled ? 'disabled' : ''].join('\t'));
    }),
  );

  withDataFolder(
    user
      .command('password <user>')
      .description('Sets a new password and ends the sessions of this person')
      .addHelpText('after', '\nExample:\n  relight user password lucia'),
  ).action((name: string, options: DataOptions) =>
    withAccountBook(options, async (book) => {
      if (!known(book, name)) throw new Error(`there is no user ${name}`);
      await change(book, name, await newPassword());
      await book.note('user.password', name, '{}');
      console.log(`${name} has a new password`);
    }),
  );

  withDataFolder(
    user
      .command('disable <user>')
      .description('Nobody signs in as this person any more; what was done stays known')
      .addHelpText('after', '\nExample:\n  relight user disable lucia'),
  ).action((name: string, options: DataOptions) =>
    withAccountBook(options, async (book) => {
      await change(book, name, null, true);
      await book.note('user.disable', name, '{}');
      console.log(`${name} may not sign in or publish any more`);
    }),
  );
}
