/** What a person took down at the service desk, as the same message that a call centre would send: evidence like any other (rule C2). */

import type { Command } from '../../../shared/commands.ts';
import type { CallMessage } from '../../../shared/messages/call.ts';
import type { Actor } from '../../../shared/roles.ts';
import { parseTime } from '../../../shared/time.ts';
import type { Register } from '../customers/register.ts';
import type { Moment } from '../evidence/intake.ts';
import { type Network, NONE } from '../network/network.ts';

/** Source of what a person said at the desk. */
export const deskSource = (user: string): string => `desk:${user}`;
/** The person behind a source, null when it is no person. */
export const personOf = (source: string): string | null => (source.startsWith('desk:') ? source.slice(5) : null);

export const takenId = (commit: number): string => `taken-${commit}`;

/** null = this command takes no call. A customer names the service point, unless one was given. */
export function callTaken(
  command: Command,
  actor: Actor,
  { receivedAt, commit }: Moment,
  { network, register }: { readonly network: Network; readonly register: Register | null },
): CallMessage | null {
  if (command.type !== 'call.take') return null;
  const { kind, customer, servicePoint, account, phone, address, text, channel, answer } = command;
  const said = command.at === undefined ? null : parseTime(command.at);
  const index = customer === undefined ? NONE : (register?.indexOf(customer) ?? NONE);
  const point = index === NONE ? NONE : register!.servicePoint[index]!;
  return {
    kind: 'call',
    id: takenId(commit),
    area: null,
    at: said?.ok ? Math.min(said.ms, receivedAt) : receivedAt,
    source: deskSource(actor.user),
    seq: null,
    eventId: null,
    quality: 'good',
    test: false,
    replay: false,
    timeSuspect: false,
    trouble: answer === 'still-out' ? 'no-power' : answer === 'back-on' ? 'other' : kind,
    servicePoint: servicePoint ?? network.servicePoints.ids[point] ?? null,
    account: account ?? null,
    phone: phone ?? null,
    address: address ?? null,
    text: text ?? null,
    channel: channel ?? 'phone',
  };
}
