/** Why an outage is where it is, and what a switching plan would do, drawn over the lines before anybody acts (rules P15, F2, F6). */

import { strokeLines } from './drawLines.ts';
import { type MapNetwork, middleOf, planeX, planeY } from './mapNetwork.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY, type View } from './view.ts';

export type EvidencePlace = { readonly lon: number; readonly lat: number; readonly kind: string };

export type EvidencePicture = {
  readonly places: readonly EvidencePlace[];
  /** Branches among which the fault lies. */
  readonly section: readonly string[];
  /** Devices that were weighed and not chosen. */
  readonly alternatives: readonly string[];
};

export type PlanPicture = {
  /** Branches that would be live again. */
  readonly branches: readonly string[];
  readonly steps: readonly { readonly device: string; readonly to: 'open' | 'closed' }[];
};

export type EvidenceLayer = Layer & {
  showEvidence(picture: EvidencePicture | null): void;
  showPlan(picture: PlanPicture | null): void;
};

const SIGN = new Map([
  ['call', '✆'],
  ['meter', '×'],
]);

/** Farther away single houses would only be a blot. */
const PLACES_FROM_ZOOM = 12;

export function createEvidenceLayer(network: MapNetwork, tokens: () => Tokens): EvidenceLayer {
  let evidence: EvidencePicture | null = null;
  let plan: PlanPicture | null = null;
  const indexOf = (ids: readonly string[]): number[] => ids.flatMap((id) => network.indexOf.get(id) ?? []);

  function paintPlaces(context: CanvasRenderingContext2D, view: View, places: readonly EvidencePlace[]) {
    const colours = tokens();
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.font = `600 12px ${colours.font}`;
    context.lineWidth = 1.2;
    for (const { lon, lat, kind } of places) {
      const sign = SIGN.get(kind);
      if (sign === undefined) continue;
      const x = pixelX(view, planeX(network, lon));
      const y = pixelY(view, planeY(network, lat));
      if (x < -10 || y < -10 || x > view.width + 10 || y > view.height + 10) continue;
      context.beginPath();
      context.arc(x, y, 8, 0, 7);
      context.fillStyle = colours.panel;
      context.fill();
      context.strokeStyle = colours.ink;
      context.stroke();
      context.fillStyle = colours.ink;
      context.fillText(sign, x, y + 0.5);
    }
  }

  function paintAlternatives(context: CanvasRenderingContext2D, view: View, alternatives: readonly string[]) {
    const colours = tokens();
    context.strokeStyle = colours.ink;
    context.lineWidth = 1.6;
    context.setLineDash([3, 3]);
    for (const branch of indexOf(alternatives)) {
      const [x, y] = middleOf(network, branch);
      context.beginPath();
      context.arc(pixelX(view, x), pixelY(view, y), 11, 0, 7);
      context.stroke();
    }
    context.setLineDash([]);
  }

  /** Numbered in the order of the plan: a hollow square is to be opened, a filled one to be closed. */
  function paintSteps(context: CanvasRenderingContext2D, view: View, steps: PlanPicture['steps']) {
    const colours = tokens();
    context.font = `700 13px ${colours.font}`;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.lineWidth = 1.6;
    context.strokeStyle = colours.ink;
    steps.forEach(({ device, to }, place) => {
      const branch = network.indexOf.get(device);
      if (branch === undefined) return;
      const [px, py] = middleOf(network, branch);
      const x = pixelX(view, px);
      const y = pixelY(view, py);
      context.beginPath();
      context.roundRect(x - 12, y - 30, 40, 20, 4);
      context.fillStyle = colours.panel;
      context.fill();
      context.stroke();
      context.beginPath();
      context.moveTo(x, y - 10);
      context.lineTo(x, y - 4);
      context.stroke();
      context.fillStyle = colours.ink;
      context.fillText(String(place + 1), x - 6, y - 20);
      context.beginPath();
      context.rect(x + 10, y - 25, 10, 10);
      if (to === 'closed') context.fill();
      context.stroke();
    });
  }

  return {
    name: 'evidence',
    showEvidence(picture) {
      evidence = picture;
    },
    showPlan(picture) {
      plan = picture;
    },
    paint(context, view) {
      const colours = tokens();
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.strokeStyle = colours.ink;
      if (evidence && evidence.section.length > 0) {
        context.globalAlpha = 0.18;
        context.lineWidth = 16;
        strokeLines(context, network.lines, indexOf(evidence.section), view);
        context.globalAlpha = 1;
      }
      if (plan) {
        const again = indexOf(plan.branches);
        context.lineWidth = 7;
        context.strokeStyle = colours.panel;
        strokeLines(context, network.lines, again, view);
        context.lineWidth = 2.5;
        context.strokeStyle = colours.ink;
        strokeLines(context, network.lines, again, view);
      }
      if (evidence) {
        paintAlternatives(context, view, evidence.alternatives);
        if (view.zoom >= PLACES_FROM_ZOOM) paintPlaces(context, view, evidence.places);
      }
      if (plan) paintSteps(context, view, plan.steps);
    },
  };
}
