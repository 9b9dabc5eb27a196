/** `relight user add-source`: a name and password for a program that publishes over MQTT. */

import { randomBytes } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import { payloads } from '../../shared/messages/message.ts';
import { listOf, newPassword, refuseTaken, withAccountBook } from './accountBook.ts';
import { type DataOptions, withDataFolder } from './settings.ts';

type Options = DataOptions & {
  readonly areas?: readonly string[];
  readonly kinds?: readonly string[];
  readonly sources?: readonly string[];
  readonly anySource?: boolean;
  readonly generate?: boolean;
};

const KINDS: readonly string[] = [...Object.keys(payloads), 'sparkplug'];

function kindList(text: string): readonly string[] {
  const kinds = listOf(text);
  if (kinds.length > 0 && kinds.every((kind) => KINDS.includes(kind))) return kinds;
  throw new InvalidArgumentError(`of ${KINDS.join(', ')}`);
}

export function registerAddSource(user: Command): void {
  withDataFolder(
    user
      .command('add-source <name>')
      .description('Adds a field source: it publishes over MQTT with this name and a password, and signs in nowhere else')
      .option('--areas <ids>', 'only things in these areas and below; all when not given', listOf)
      .option('--kinds <kinds>', `only these kinds: ${KINDS.join(', ')}; all when not given`, kindList)
      .option('--sources <names>', 'sources its messages may name beside its own, as of a gateway', listOf)
      .option('--any-source', 'its messages may name any source')
      .option('--generate', 'makes the password and prints it once')
      .addHelpText('after', '\nExample:\n  relight user add-source rtu-31 --areas a-12 --kinds switch,measurement --generate'),
  ).action((name: string, options: Options) =>
    withAccountBook(options, async (book) => {
      refuseTaken(book, name);
      const password = options.generate ? randomBytes(24).toString('base64url') : await newPassword();
      const allowed = {
        areas: options.areas ? [...options.areas] : null,
        kinds: options.kinds ? [...options.kinds] : null,
        sources: options.anySource ? null : [name, ...(options.sources ?? [])],
      };
      await book.fieldSources.save({ name, ...allowed }, password);
      await book.note('user.add-source', name, JSON.stringify(allowed));
      if (options.generate) console.log(password);
      else console.log(`${name} may publish`);
    }),
  );
}
