/** Lines of the network: quiet grey while energised, and above them whatever is dead, predicted, partly supplied or unknown. */

import { HAIRLINE, inView, strokeLines } from './drawLines.ts';
import { drawnWhenNormal, LOOK, LOOK_COUNT, type LookBook, type MapNetwork } from './mapNetwork.ts';
import type { Tokens } from './tokens.ts';
import type { Layer, View } from './view.ts';

const NONE: readonly number[] = [];
const SHORTEST_PIXELS = 0.5;

/** What is normal: drawn again only when the view moves. */
export function createNetworkLayer(network: MapNetwork, tokens: () => Tokens): Layer {
  return {
    name: 'network',
    movable: true,
    paint(context, view) {
      context.strokeStyle = tokens().line;
      context.lineJoin = 'bevel';
      context.lineWidth = view.zoom < 14 ? HAIRLINE : 1.25;
      strokeLines(
        context,
        network.lines,
        inView(network.lines, view, (branch) => drawnWhenNormal(network, branch, view.zoom)),
        view,
      );
    },
  };
}

/** What is not: drawn at every zoom, again with each delta that touches a device. */
export function createAbnormalLayer(network: MapNetwork, looks: LookBook, tokens: () => Tokens): Layer {
  function byLook(view: View): readonly number[][] {
    const [west, north, east, south] = view.box;
    const groups: number[][] = Array.from({ length: LOOK_COUNT }, () => []);
    for (const branch of looks.abnormal.keys()) {
      const look = looks.look[branch]!;
      if (look === LOOK.normal) continue;
      const first = network.lines.start[branch]!;
      if (first === network.lines.start[branch + 1]) continue;
      const last = network.lines.start[branch + 1]! - 1;
      const x = [network.lines.x[first]!, network.lines.x[last]!];
      const y = [network.lines.y[first]!, network.lines.y[last]!];
      // Far away what is shorter than a pixel lies under its neighbours.
      const short = view.zoom < 13 && Math.abs(x[1]! - x[0]!) + Math.abs(y[1]! - y[0]!) < SHORTEST_PIXELS / view.scale;
      const inside = Math.max(...x) >= west && Math.min(...x) <= east && Math.max(...y) >= north && Math.min(...y) <= south;
      if (inside && !short) groups[look]?.push(branch);
    }
    return groups;
  }

  return {
    name: 'abnormal',
    movable: true,
    paint(context, view) {
      const colours = tokens();
      const groups = byLook(view);
      const far = view.zoom < 13;
      const stroke = (look: number, width: number, colour: string, dash: readonly number[] = NONE) => {
        const which = groups[look];
        if (!which || which.length === 0) return;
        context.lineWidth = width;
        context.strokeStyle = colour;
        context.setLineDash([...dash]);
        strokeLines(context, network.lines, which, view);
      };
      context.lineJoin = 'round';
      context.lineCap = 'butt';
      // A strip of ground under each, so that the grey of the normal line does not fill the gaps.
      for (const look of [LOOK.unknown, LOOK.partial, LOOK.planned, LOOK.predicted, LOOK.dead]) stroke(look, far ? 4 : 7, colours.ground);
      stroke(LOOK.backFed, far ? 1.75 : 2.5, colours.line);
      context.lineCap = 'round';
      // Half a step in, so that short pieces do not each begin with a dot.
      context.lineDashOffset = 12;
      if (!far) stroke(LOOK.backFed, 5, colours.ink, [0.01, 24]);
      context.lineDashOffset = 0;
      stroke(LOOK.unknown, 1.5, colours.muted, [0.01, 4]);
      context.lineCap = 'butt';
      // Two thin lines: a wide one with its middle taken out.
      stroke(LOOK.predicted, far ? 3.5 : 6, colours.ink);
      stroke(LOOK.predicted, far ? 1.5 : 4, colours.ground);
      stroke(LOOK.partial, 3, colours.ink, [10, 4, 2, 4]);
      stroke(LOOK.planned, far ? 3 : 4, colours.ink);
      stroke(LOOK.planned, far ? 6 : 9, colours.ink, [1.5, 10]);
      stroke(LOOK.dead, far ? 2.25 : 4, colours.ink, far ? [6, 2.5] : [10, 4]);
      context.setLineDash([]);
    },
  };
}
