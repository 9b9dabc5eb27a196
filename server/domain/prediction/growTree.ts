/** Grows the protection tree of a network: from the sources outward through everything that is closed (rule N1). */

import { BRANCH_KINDS, type Network, SWITCH_KINDS } from '../network/network.ts';
import { completeTree, NO_DEVICE, type ProtectionTree } from './protectionTree.ts';
import { type DeviceClass, LARGE_TRANSFORMER } from './settings.ts';

const TRANSFORMER = BRANCH_KINDS.indexOf('transformer');

/** What a branch counts as in rule P4, null when it protects nothing. */
function classOf({ branches }: Network, branch: number): DeviceClass | null {
  if (branches.kind[branch] === TRANSFORMER) return 'transformer';
  switch (SWITCH_KINDS[branches.switchKind[branch] ?? 0]) {
    case 'breaker':
      return 'breaker';
    case 'recloser':
    case 'sectionaliser':
      return 'recloser';
    case 'fuse':
      return 'fuse';
    default:
      return null;
  }
}

/** `isOpen` decides which state is followed: normal or current. The first path to a node counts. */
export function growTree(network: Network, isOpen: (branch: number) => boolean): ProtectionTree {
  const { branches, nodes, servicePoints, adjacency, sources } = network;
  const deviceAt = new Int32Array(nodes.count).fill(NO_DEVICE);
  const reached = new Uint8Array(nodes.count);
  const branch: number[] = [];
  const parent: number[] = [];
  const deviceClass: DeviceClass[] = [];
  const queue = new Int32Array(nodes.count);
  let end = 0;
  for (const { node } of sources) {
    if (reached[node]) continue;
    reached[node] = 1;
    queue[end++] = node;
  }
  for (let at = 0; at < end; at += 1) {
    const node = queue[at]!;
    for (let i = adjacency.start[node]!; i < adjacency.start[node + 1]!; i += 1) {
      const crossed = adjacency.branch[i]!;
      const other = branches.from[crossed] === node ? branches.to[crossed]! : branches.from[crossed]!;
      if (reached[other] || isOpen(crossed)) continue;
      reached[other] = 1;
      const crossedClass = classOf(network, crossed);
      if (crossedClass === null) deviceAt[other] = deviceAt[node]!;
      else {
        deviceAt[other] = branch.length;
        branch.push(crossed);
        parent.push(deviceAt[node]!);
        deviceClass.push(crossedClass);
      }
      queue[end++] = other;
    }
  }
  const deviceOfPoint = Int32Array.from(servicePoints.node, (node) => deviceAt[node] ?? NO_DEVICE);
  const tree = completeTree({ branch: Int32Array.from(branch), parent: Int32Array.from(parent), deviceClass, deviceOfPoint });
  const sized = deviceClass.map((each, device) =>
    each === 'transformer' && tree.pointsBelow[device]! > LARGE_TRANSFORMER ? 'large-transformer' : each,
  );
  return { ...tree, deviceClass: sized };
}
