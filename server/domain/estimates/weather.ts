/** How severe the weather is, by area, as the weather service last said. */

import type { WeatherMessage } from '../../../shared/messages/weather.ts';
import { type Network, NONE } from '../network/network.ts';

type Said = { readonly severity: number; readonly at: number };

export type Weather = {
  hear(message: WeatherMessage): void;
  /** Worst severity among these areas, each as its nearest area with a word about it; 0 when nothing is known. */
  worst(areas: Iterable<number>): number;
  state(): readonly (readonly [area: number, said: Said])[];
};

export function createWeather(network: Network, saved: ReturnType<Weather['state']> = []): Weather {
  const byArea = new Map<number, Said>(saved);

  function severityIn(area: number): number {
    for (let at = area; at !== NONE; at = network.areas[at]?.parent ?? NONE) {
      const said = byArea.get(at);
      if (said) return said.severity;
    }
    return 0;
  }

  return {
    hear({ id, severity, at, replay, test, quality }) {
      const area = network.areaIndex.get(id);
      if (area === undefined || replay || test || quality !== 'good') return;
      if ((byArea.get(area)?.at ?? Number.NEGATIVE_INFINITY) <= at) byArea.set(area, { severity, at });
    },
    worst(areas) {
      let worst = 0;
      for (const area of areas) worst = Math.max(worst, severityIn(area));
      return worst;
    },
    state: () => [...byArea],
  };
}
