/** Ids for commands, also on pages served without TLS, where `crypto.randomUUID` is missing. */

export function uniqueId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
