/** A short number for topic and bytes, to know a repeated message; 32 bits suffice because seq must agree too. */

export function fingerprint(topic: string, bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < topic.length; index += 1) hash = Math.imul(hash ^ topic.charCodeAt(index), 0x01000193);
  for (let index = 0; index < bytes.length; index += 1) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193);
  return hash >>> 0;
}
