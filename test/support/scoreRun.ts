/** Plays a seeded storm into the core without a broker, second by second, and shows who watches what was concluded and what is true. */

import { decodeJson, defaultLimits } from '../../server/adapters/mqtt/decode.ts';
import { type Core, createCore, type Fact } from '../../server/domain/core.ts';
import type { Experience } from '../../server/domain/estimates/estimator.ts';
import type { Network } from '../../server/domain/network/network.ts';
import { knownIdsOf } from '../../server/knownIds.ts';
import type { Message } from '../../shared/messages/message.ts';
import type { Connection } from '../../simulators/connection.ts';
import type { Grid } from '../../simulators/grid.ts';
import { createPost } from '../../simulators/post.ts';
import { type Repairs, startRepairs } from '../../simulators/repairs.ts';
import { scenarios } from '../../simulators/scenarios/scenarios.ts';
import { startViews } from '../../simulators/views.ts';
import { createWorld, type World } from '../../simulators/world.ts';

export const SCORE_START = Date.UTC(2026, 2, 14, 18);
const SECOND = 1_000;
/** Ticks that one second may bring before something is taken to be wrong. */
const MOST_TICKS = 1_000;

export type ScoreRun = {
  readonly network: Network;
  readonly grid: Grid;
  readonly seed: number;
  readonly scenario: string;
  readonly hours?: number;
  /** Called after each simulated second. */
  readonly second?: (now: number, world: World, core: Core) => void;
  /** Every message that reached the core. */
  readonly heard?: (message: Message, now: number) => void;
  readonly begun?: (world: World) => void;
  /** Every conclusion. */
  readonly said?: (fact: Fact) => void;
  /** Called once, with the crews that will work. */
  readonly crewed?: (world: World, repairs: Repairs) => void;
  /** What earlier storms taught the estimates. */
  readonly experience?: Experience | null;
};

export type ScoreResult = { readonly core: Core; readonly world: World; readonly messages: number; readonly meterMessages: number };

/** Repeats are known by their event, as the journal knows them. @throws when the core breaks an invariant or never comes to rest */
export function playScenario({
  network,
  grid,
  seed,
  scenario: name,
  hours,
  second,
  heard,
  begun,
  crewed,
  said,
  experience = null,
}: ScoreRun): ScoreResult {
  const scenario = scenarios.get(name);
  if (!scenario) throw new Error(`no scenario ${name}`);
  const world = createWorld({ grid, seed, startAt: SCORE_START, endAt: SCORE_START + (hours ?? scenario.hours) * 3_600_000 });
  const post = createPost('score');
  const connections: readonly Connection[] = startViews({ world, post }, 0);
  for (const connection of connections) for (const hello of connection.hello(SCORE_START)) post.put(hello);
  begun?.(world);
  const repairs = startRepairs(world, scenario.crews(grid.pointIds.length));
  crewed?.(world, repairs);
  scenario.plan(world);

  const core = createCore({ network, experience });
  const known = knownIdsOf(network);
  const seen = new Set<string>();
  const pings = connections.flatMap(({ listen }) => (listen ? [listen.heard] : []));
  let commit = 0;
  let messages = 0;
  let meterMessages = 0;

  function answer(facts: readonly Fact[]): void {
    for (const fact of facts) {
      said?.(fact);
      const { type, body } = fact;
      if (type !== 'ping.requested') continue;
      for (const ping of pings) ping(`grid/v1/-/ping/${String(body.servicePoint)}`, new Uint8Array(0));
    }
  }

  for (let now = SCORE_START; now < world.endAt; ) {
    const receivedAt = now;
    now += SECOND;
    world.advance(now);
    for (const { topic, payload } of post.take()) {
      const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
      const raw = { topic, payload: bytes, receivedAt, identity: 'score', broker: 'embedded', qos: 1, retain: false } as const;
      const decoded = decodeJson(raw, { known, limits: defaultLimits, clock: 'simulated' });
      if (decoded.type !== 'message') continue;
      const { eventId, contentHash } = decoded.identity;
      const event = eventId ?? contentHash;
      if (seen.has(event)) continue;
      seen.add(event);
      messages += 1;
      if (decoded.message.kind === 'meter') meterMessages += 1;
      commit += 1;
      heard?.(decoded.message, now);
      answer(core.apply({ type: 'messages', commit, receivedAt, broker: 'embedded', messages: [decoded.message] }).facts);
    }
    for (let ticks = 0; (core.nextDeadline() ?? Number.POSITIVE_INFINITY) <= now; ticks += 1) {
      if (ticks > MOST_TICKS) throw new Error(`the core wants a tick for ${core.nextDeadline()} again and again`);
      commit += 1;
      answer(core.apply({ type: 'tick', commit, receivedAt: now }).facts);
    }
    second?.(now, world, core);
    core.takeTouched();
  }
  return { core, world, messages, meterMessages };
}
