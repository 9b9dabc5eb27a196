/** A second world that follows the first as far as nothing can move any more, so that a snapshot never has to go back in time. */

import { createEngine, type Settlement } from './engine.ts';
import { restoreSettled } from './keeping.ts';
import type { Network } from './network/network.ts';
import type { DomainSettings } from './settings.ts';
import type { Settled } from './snapshot.ts';
import { createWorld, type World } from './world.ts';

export type Background = {
  readonly world: World;
  follow(settlement: Settlement): void;
};

export function createBackground(network: Network, settings: DomainSettings, settled: Settled | null): Background {
  const world = createWorld(network, settings);
  const engine = createEngine({ world, settled: () => undefined, reset: () => () => undefined });
  if (settled) restoreSettled(world, settled);
  return {
    world,
    follow({ groups, steps }) {
      let until = Number.NEGATIVE_INFINITY;
      for (const { event, key } of steps) {
        until = Math.max(until, key.t);
        if (event) engine.replay.insert(event, key, key.t);
      }
      engine.replay.run(groups, until);
      engine.replay.advance(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
      engine.replay.horizon.fill(null);
      engine.takeFacts();
      world.touch.take();
      world.touch.takeDevices();
      world.touch.takeOutages();
      world.ledger.takeMoved();
    },
  };
}
