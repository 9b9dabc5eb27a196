/** Switches by position and transformers: squares filled, hollow, half or asking; a tie has a bar, a device without telemetry round corners. */

import { GEOMETRY_SWITCH_KINDS } from '../../../shared/geometry.ts';
import type { DeviceRecord } from '../../../shared/records/device.ts';
import { BRANCH, type LookBook, type MapNetwork, middleOf } from './mapNetwork.ts';
import type { Tokens } from './tokens.ts';
import { type Layer, pixelX, pixelY, type View } from './view.ts';

type Position = NonNullable<DeviceRecord['position']>;

const ALL_FROM = 14;
const FUSES_FROM = 15;
const TRANSFORMERS_FROM = 16;

export function drawSwitch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  position: Position,
  options: { tie: boolean; telemetered: boolean; stale: boolean; displaced: boolean },
  tokens: Tokens,
): void {
  const half = size / 2;
  // Ink is for what differs from normal; the rest stays as quiet as its line.
  const ink = options.displaced || options.stale ? tokens.ink : tokens.line;
  context.beginPath();
  if (options.telemetered) context.rect(x - half, y - half, size, size);
  else context.roundRect(x - half, y - half, size, size, size / 2.6);
  context.fillStyle = position === 'closed' ? ink : tokens.panel;
  context.fill();
  context.lineWidth = 1.4;
  context.strokeStyle = ink;
  context.setLineDash(options.stale ? [1.5, 2] : []);
  context.stroke();
  context.setLineDash([]);
  if (position === 'intermediate') {
    context.fillStyle = ink;
    context.fillRect(x - half, y, size, half);
  } else if (position === 'unknown') {
    context.fillStyle = ink;
    context.font = `700 ${size}px ${tokens.font}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText('?', x, y + 0.5);
  }
  if (options.tie) {
    context.beginPath();
    context.moveTo(x - half - 3, y + half + 3);
    context.lineTo(x + half + 3, y + half + 3);
    context.stroke();
  }
}

export function createSwitchLayer(network: MapNetwork, looks: LookBook, tokens: () => Tokens): Layer {
  const { branches } = network.geometry;
  const fuse = GEOMETRY_SWITCH_KINDS.indexOf('fuse');
  const tieKind = GEOMETRY_SWITCH_KINDS.indexOf('tie');

  function shown(branch: number, view: View): boolean {
    const device = looks.abnormal.get(branch);
    if (branches.kind[branch] === BRANCH.transformer) return view.zoom >= TRANSFORMERS_FROM;
    if (branches.kind[branch] !== BRANCH.switch) return false;
    const displaced = device !== undefined && device.position !== null && device.position !== (device.normallyOpen ? 'open' : 'closed');
    if (displaced || (device?.stale && view.zoom >= 12)) return true;
    return view.zoom >= (branches.switchKind[branch] === fuse ? FUSES_FROM : ALL_FROM);
  }

  function drawTransformer(context: CanvasRenderingContext2D, x: number, y: number, dead: boolean, colours: Tokens) {
    context.lineWidth = dead ? 1.8 : 1.2;
    context.strokeStyle = dead ? colours.ink : colours.line;
    context.fillStyle = colours.panel;
    context.beginPath();
    context.arc(x - 2.6, y, 4, 0, 7);
    context.fill();
    context.stroke();
    context.beginPath();
    context.arc(x + 2.6, y, 4, 0, 7);
    context.stroke();
  }

  return {
    name: 'switches',
    paint(context, view) {
      const colours = tokens();
      const near = view.zoom >= 14;
      const which = near
        ? (network.lines.index?.search(...view.box, (branch) => shown(branch, view)) ?? [])
        : [...looks.abnormal.keys()].filter((branch) => shown(branch, view));
      for (const branch of which) {
        const [px, py] = middleOf(network, branch);
        const x = pixelX(view, px);
        const y = pixelY(view, py);
        if (x < -10 || y < -10 || x > view.width + 10 || y > view.height + 10) continue;
        const device = looks.abnormal.get(branch);
        if (branches.kind[branch] === BRANCH.transformer) {
          drawTransformer(context, x, y, device !== undefined && device.supply !== 'on', colours);
          continue;
        }
        const normallyOpen = branches.normallyOpen[branch] === 1;
        const isFuse = branches.switchKind[branch] === fuse;
        drawSwitch(
          context,
          x,
          y,
          (isFuse ? 5 : 8) + (view.zoom >= 16 ? 2 : near ? 0 : -1),
          device?.position ?? (normallyOpen ? 'open' : 'closed'),
          {
            tie: normallyOpen || branches.switchKind[branch] === tieKind,
            telemetered: branches.telemetered[branch] === 1,
            stale: device?.stale ?? false,
            displaced: device !== undefined && (device.position !== (normallyOpen ? 'open' : 'closed') || device.supply !== 'on'),
          },
          colours,
        );
      }
    },
  };
}
