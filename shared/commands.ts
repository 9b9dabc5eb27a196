/** Everything a person can ask for, through one door: `POST /api/v1/commands` or the socket event `command`. */

import * as z from 'zod';
import { keyCommand, keyCommands } from './commands/keyCommands.ts';
import { noticeCommand, noticeCommands } from './commands/noticeCommands.ts';
import { outageCommand, outageCommands } from './commands/outageCommands.ts';
import { plannedCommand, plannedCommands } from './commands/plannedCommands.ts';
import { repairCommand, repairCommands } from './commands/repairCommands.ts';
import { serviceCommand, serviceCommands } from './commands/serviceCommands.ts';
import { stormCommand, stormCommands } from './commands/stormCommands.ts';

export const commandSchemas = {
  ...outageCommands,
  ...repairCommands,
  ...noticeCommands,
  ...plannedCommands,
  ...keyCommands,
  ...serviceCommands,
  ...stormCommands,
} as const;

export type CommandType = keyof typeof commandSchemas;
export type Command = z.infer<(typeof commandSchemas)[CommandType]>;
export const command = z.discriminatedUnion('type', [
  outageCommand,
  repairCommand,
  noticeCommand,
  plannedCommand,
  keyCommand,
  serviceCommand,
  stormCommand,
]);

/** Whether a command is one of these; `schemas` is one of the tables that `commandSchemas` is made of. */
export const isAmong = <S extends Partial<typeof commandSchemas>>(
  schemas: S,
  asked: Command,
): asked is Extract<Command, { readonly type: keyof S }> => Object.hasOwn(schemas, asked.type);
