/** Which time a program writes on the wire: simulated (and the clock topic), or that of the wall clock. */

import { InvalidArgumentError } from 'commander';

export type ClockName = 'simulated' | 'wall';

export function clockName(text: string): ClockName {
  if (text === 'simulated' || text === 'wall') return text;
  throw new InvalidArgumentError('simulated or wall');
}
