/** What is selected or traced: a wide halo in ink under the lines, so that they stay readable. */

import { strokeLines } from './drawLines.ts';
import { type MapNetwork, middleOf } from './mapNetwork.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY } from './view.ts';

export type SelectionLayer = Layer & {
  /** Branches of the selected feeder or of a trace. */
  highlight(branches: readonly number[]): void;
  /** The one selected device, -1 = none. */
  mark(branch: number): void;
};

export function createSelectionLayer(network: MapNetwork, tokens: () => Tokens): SelectionLayer {
  let branches: readonly number[] = [];
  let marked = -1;
  return {
    name: 'selection',
    highlight(next) {
      branches = next;
    },
    mark(branch) {
      marked = branch;
    },
    paint(context, view) {
      const colours = tokens();
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.strokeStyle = colours.ink;
      if (branches.length > 0) {
        context.globalAlpha = 0.25;
        context.lineWidth = 6;
        strokeLines(context, network.lines, branches, view);
        context.globalAlpha = 1;
      }
      if (marked < 0) return;
      context.globalAlpha = 0.35;
      context.lineWidth = 12;
      strokeLines(context, network.lines, [marked], view);
      context.globalAlpha = 1;
      const [x, y] = middleOf(network, marked);
      context.lineWidth = 2;
      context.beginPath();
      context.arc(pixelX(view, x), pixelY(view, y), 13, 0, 7);
      context.stroke();
    },
  };
}
