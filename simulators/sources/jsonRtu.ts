/** A remote terminal behind a gateway that speaks the plain JSON of the contract. */

import { phaseLetters } from '../grid.ts';
import type { Rtu } from './rtu.ts';
import type { ViewOf } from './view.ts';

export function createJsonRtu({ world, post }: ViewOf, source: string): Rtu {
  const { grid } = world;
  const marked = (good: boolean): Readonly<Record<string, string>> => (good ? {} : { quality: 'invalid' });
  return {
    moved({ branch, at, position, phases, cause, faultCurrent, good }) {
      const part = phases === grid.phases[branch] ? undefined : phaseLetters(phases);
      const fields = { position, cause: cause ?? undefined, phases: part, faultCurrent: faultCurrent ?? undefined };
      post.send(source, 'switch', grid.branchIds[branch]!, at, { ...fields, ...marked(good) });
    },
    measured({ branch, at, amps, good }) {
      post.send(source, 'measurement', grid.branchIds[branch]!, at, { quantity: 'current', value: amps, unit: 'A', ...marked(good) });
    },
    presence: (online) => {
      post.send(source, 'source', source, world.now(), { online });
    },
  };
}
