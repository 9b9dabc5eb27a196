/** Turns calls into reports that a service point is dark, and writes down what became of each (rules P1, P2, P18, C12). */

import type { CallMessage } from '../../../shared/messages/call.ts';
import type { Fact } from '../core.ts';
import { flagFact } from '../evidence/flags.ts';
import { type Network, NONE } from '../network/network.ts';
import type { Call, CallBook } from './callBook.ts';

export type CallReporting = {
  hear(message: CallMessage, commit: number): void;
  /** A person found out where an unresolved call belongs; it counts from now on like any other. */
  match(id: string, point: number, customer: string | null, commit: number): void;
  /** The reports of a service point are answered otherwise. */
  settle(point: number, status: 'check-at-customer' | 'call-back', at: number): void;
  takeFacts(): readonly Fact[];
};

export type CallReportingOptions = {
  readonly network: Network;
  readonly calls: CallBook;
  /** The service point of a call is dark, as its caller says. */
  readonly dark: (point: number, at: number, commit: number) => void;
};

export function createCallReporting({ network, calls, dark }: CallReportingOptions): CallReporting {
  let facts: Fact[] = [];

  function note(call: Call, type: string, at: number): void {
    const servicePoint = call.point === NONE ? null : network.servicePoints.ids[call.point]!;
    facts.push({ type, about: `call:${call.id}`, at, body: { status: call.status, servicePoint } });
  }

  return {
    hear(message, commit) {
      const call = calls.add(message, commit);
      note(call, call.status === 'hazard' ? 'hazard.reported' : 'call.taken', message.at);
      if (call.conflict) facts.push(flagFact('call-conflict', message, message.id));
      if (call.status === 'evidence' && !message.replay && !message.test) dark(call.point, message.at, commit);
    },
    match(id, point, customer, commit) {
      const call = calls.match(id, point, customer);
      if (!call) return;
      note(call, call.status === 'hazard' ? 'hazard.reported' : 'call.matched', call.at);
      if (call.status === 'evidence') dark(call.point, call.at, commit);
    },
    settle(point, status, at) {
      for (const call of calls.settle(point, status)) note(call, `call.${status}`, at);
    },
    takeFacts() {
      const taken = facts;
      facts = [];
      return taken;
    },
  };
}
