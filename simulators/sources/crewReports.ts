/** What crews tell: where they are, what they do, when they hope to be done. */

import { formatTime } from '../../shared/time.ts';
import { jsonConnection } from '../connection.ts';
import type { View } from './view.ts';

export const CREWS = 'crews';

export const crewReports: View = ({ world, post }) => {
  const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
  world.listen((event) => {
    if (event.type !== 'crew') return;
    const { crew, status, lon, lat, estimateAt, note } = event;
    post.send(CREWS, 'crew', `crew-${String(crew + 1).padStart(2, '0')}`, world.now(), {
      ...(Number.isNaN(lon) || Number.isNaN(lat) ? {} : { lat: round(lat), lon: round(lon) }),
      ...(status === null ? {} : { status }),
      ...(estimateAt === null ? {} : { estimate: { at: formatTime(Math.round(estimateAt)) } }),
      ...(note === null ? {} : { note }),
    });
  });
  return [jsonConnection(CREWS)];
};
