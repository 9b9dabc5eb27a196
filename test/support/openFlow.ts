/** The flow of the server without its connections: journal, core, board, pipeline, door and keeper, on a clock the test sets. */

import { createBoard } from '../../server/board.ts';
import { catchUp } from '../../server/catchUp.ts';
import type { Core, Fact } from '../../server/domain/core.ts';
import type { Network } from '../../server/domain/network/network.ts';
import { createInbox, type Inbox } from '../../server/inbox.ts';
import { type Keeper, startKeeper } from '../../server/keeper.ts';
import { knownIdsOf } from '../../server/knownIds.ts';
import { createPipeline, type Pipeline } from '../../server/pipeline.ts';
import { placesOf } from '../../server/places.ts';
import type { Clock, Journal } from '../../server/ports.ts';
import { ids, project } from '../../server/projections/operations.ts';
import { rebuild } from '../../server/rebuild.ts';

export type TestClock = Clock & { set(at: number): void };

export function testClock(start: number): TestClock {
  let now = start;
  return {
    simulated: false,
    now: () => now,
    speed: () => null,
    set: (at) => {
      now = at;
    },
  };
}

export type Flow = {
  readonly core: Core;
  readonly pipeline: Pipeline;
  readonly inbox: Inbox;
  readonly keeper: Keeper;
  readonly failures: readonly unknown[];
  /** Reason codes that only the core found. */
  readonly remarks: readonly string[];
  /** What was said while the state was brought back. */
  readonly said: readonly string[];
  say(topic: string, payload: object): Promise<void>;
  catchUp(): Promise<number>;
};

export async function openFlow({
  network,
  journal,
  clock,
  effect = () => undefined,
}: {
  readonly network: Network;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly effect?: (fact: Fact) => void;
}): Promise<Flow> {
  const failures: unknown[] = [];
  const said: string[] = [];
  const remarks: string[] = [];
  const failed = (error: unknown): void => void failures.push(error);
  const { core, appliedUpTo, kept } = await rebuild({
    network,
    journal,
    clock,
    fromSnapshot: true,
    progress: () => undefined,
    say: (sentence) => void said.push(sentence),
  });
  const board = createBoard({
    journal: journal.id,
    startRevision: appliedUpTo,
    projection: { project: (kind, id) => project(core.view, kind, id), ids: (kind) => ids(core.view, kind) },
    places: placesOf(network),
    clock,
    recording: () => journal.recording(),
    totals: () => journal.totals(),
  });
  const pipeline = createPipeline({
    core,
    journal,
    board,
    clock,
    appliedUpTo,
    wake: () => undefined,
    effect,
    remarked: (code) => void remarks.push(code),
    failed,
  });
  const inbox = createInbox({ journal, known: knownIdsOf(network), clock, pipeline });
  const keeper = startKeeper({ core, board, journal, pipeline, networkHash: network.hash, failed, kept });
  return {
    core,
    pipeline,
    inbox,
    keeper,
    failures,
    remarks,
    said,
    say: (topic, payload) =>
      inbox.submit({
        topic,
        payload: Buffer.from(JSON.stringify(payload)),
        receivedAt: clock.now(),
        identity: 'rtu',
        broker: 'embedded',
        qos: 1,
        retain: false,
      }),
    catchUp: () => catchUp({ journal, pipeline, inbox }),
  };
}
