/** The forty-customer network of the prediction oracle as a protection tree. */

import { completeTree, NO_DEVICE, type ProtectionTree } from '../../../../server/domain/prediction/protectionTree.ts';
import type { DeviceClass } from '../../../../server/domain/prediction/settings.ts';

const DEVICES: readonly (readonly [id: string, parent: string | null, deviceClass: DeviceClass, ownPoints: number])[] = [
  ['CB', null, 'breaker', 0],
  ['R1', 'CB', 'recloser', 0],
  ['F1', 'R1', 'fuse', 0],
  ['F2', 'R1', 'fuse', 0],
  ['T1', 'F1', 'transformer', 8],
  ['T2', 'F1', 'transformer', 6],
  ['T3', 'F1', 'transformer', 10],
  ['T4', 'F2', 'transformer', 5],
  ['T5', 'F2', 'transformer', 7],
  ['T6', 'R1', 'transformer', 1],
];

const ids = DEVICES.map(([id]) => id);
export const device = (id: string): number => ids.indexOf(id);
export const deviceId = (index: number): string => ids[index] ?? '?';

const points = DEVICES.flatMap(([id, , , own]) =>
  Array.from({ length: own }, (_, i) => ({ id: `${id}-${String(i + 1).padStart(2, '0')}`, device: device(id) })),
);
export const point = (id: string): number => points.findIndex((p) => p.id === id);
export const pointId = (index: number): string => points[index]?.id ?? '?';

export const microTree: ProtectionTree = completeTree({
  branch: Int32Array.from(ids, (_, i) => i),
  parent: Int32Array.from(DEVICES, ([, parent]) => (parent === null ? NO_DEVICE : device(parent))),
  deviceClass: DEVICES.map(([, , deviceClass]) => deviceClass),
  deviceOfPoint: Int32Array.from(points, (p) => p.device),
});
