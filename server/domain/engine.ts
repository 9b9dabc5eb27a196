/** Applies one event or one timer to the world as a step that can be taken back, and keeps account of what was concluded. */

import type { Fact } from './core.ts';
import { applyLiveness, type LivenessEvent } from './evidence/liveness.ts';
import type { OrderKey } from './evidence/order.ts';
import { applyReading, type ReadingEvent } from './evidence/readings.ts';
import { applyStatement, type StatementEvent } from './evidence/statement.ts';
import { type AmendmentEvent, applyAmendment } from './outages/amendment.ts';
import { createReplay, type Done, type Replay, type Step } from './outages/replay.ts';
import { applyTimer } from './outages/timing.ts';
import type { World } from './world.ts';

export type CoreEvent = ReadingEvent | LivenessEvent | StatementEvent | AmendmentEvent;

export type Engine = {
  readonly replay: Replay<CoreEvent>;
  /** Adds a conclusion that belongs to no step. */
  say(fact: Fact): void;
  /** What was newly concluded since the last call; what was concluded before and no longer holds is withdrawn. */
  takeFacts(): Fact[];
};

export type Settlement = { readonly groups: ReadonlySet<number>; readonly steps: readonly Step<CoreEvent, Fact>[] };

export type EngineOptions = {
  readonly world: World;
  /** Hears of steps that can no longer move. */
  readonly settled: (settlement: Settlement) => void;
  /** Takes groups back to what is settled; see Subject. */
  readonly reset: (groups: ReadonlySet<number>) => () => void;
};

export function createEngine({ world, settled, reset }: EngineOptions): Engine {
  let said: Fact[] = [];
  let unsaid: Fact[] = [];

  function step(commit: number, t: number, work: () => void): Done<Fact> {
    world.undo.open();
    world.ledger.begin();
    world.timers.begin(t);
    world.facts.length = 0;
    work();
    world.ledger.settle(commit);
    const facts = world.facts.slice();
    for (const fact of facts) said.push(fact);
    return { undo: world.undo.close(), facts };
  }

  function apply(event: CoreEvent, key: OrderKey): Done<Fact> {
    switch (event.type) {
      case 'reading':
        return step(event.commit, key.t, () => applyReading(world, event, key));
      case 'liveness':
        return step(event.commit, key.t, () => applyLiveness(world, event, key));
      case 'statement':
        return step(event.commit, key.t, () => applyStatement(world, event, key));
      case 'amendment':
        return step(event.commit, key.t, () => applyAmendment(world, event));
    }
  }

  const replay = createReplay<CoreEvent, Fact>(
    world.groups,
    {
      apply,
      isOpen: (branch) => {
        const { open, unknown } = world.energisation.positions;
        return (open[branch]! & ~unknown[branch]! & world.network.branches.phases[branch]!) === world.network.branches.phases[branch];
      },
      timed: () => [...world.timers.groups()],
      dueAt: (group) => world.timers.dueAt(group),
      fire: (group, at) =>
        step(0, at, () => {
          for (const timer of world.timers.take(group, at)) applyTimer(world, timer, at);
        }),
      reset,
      quietly(work) {
        const before = said;
        said = [];
        work();
        said = before;
      },
      settled: (groups, steps) => settled({ groups, steps }),
      unsaid: (facts) => {
        for (const fact of facts) unsaid.push(fact);
      },
    },
    world.settings.reorderEvents,
  );

  return {
    replay,
    say: (fact) => {
      said.push(fact);
    },
    takeFacts() {
      const facts = unsaid.length === 0 ? said : corrections(said, unsaid);
      said = [];
      unsaid = [];
      return facts;
    },
  };
}

/** A step that was taken back and came out the same concludes nothing new. */
function corrections(said: readonly Fact[], unsaid: readonly Fact[]): Fact[] {
  const before = new Map<string, number>();
  for (const fact of unsaid) {
    const text = JSON.stringify(fact);
    before.set(text, (before.get(text) ?? 0) + 1);
  }
  const fresh: Fact[] = [];
  for (const fact of said) {
    const text = JSON.stringify(fact);
    const count = before.get(text) ?? 0;
    if (count > 0) before.set(text, count - 1);
    else fresh.push(fact);
  }
  const withdrawn: Fact[] = [];
  for (const [text, count] of before) {
    if (count === 0) continue;
    const fact = unsaid.find((each) => JSON.stringify(each) === text);
    if (fact) withdrawn.push({ type: 'fact.withdrawn', about: fact.about, at: fact.at, body: { type: fact.type, was: fact.body } });
  }
  return [...withdrawn, ...fresh];
}
