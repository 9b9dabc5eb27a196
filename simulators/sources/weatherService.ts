/** The weather service: severity by area, when it changes. */

import { jsonConnection } from '../connection.ts';
import type { View } from './view.ts';

export const WEATHER = 'weather';

export const weatherService: View = ({ world, post }) => {
  world.listen((event) => {
    if (event.type !== 'weather') return;
    const area = world.grid.areas[event.area];
    if (area) post.send(WEATHER, 'weather', area.id, world.now(), { severity: event.severity, text: event.text });
  });
  return [jsonConnection(WEATHER)];
};
