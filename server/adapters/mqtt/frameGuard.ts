/** Reads only the fixed headers of an MQTT byte stream and says when to hang up, because aedes has no packet limit of its own. */

export type FrameRefusal = { readonly reason: 'too-large' | 'protocol-malformed' | 'qos2-refused'; readonly detail: string };

const CONNECT = 0x10;
const PUBLISH = 3;
/** A remaining length has at most four bytes (MQTT 3.1.1, section 2.2.3). */
const LENGTH_BYTES = 4;

function describeStart(chunk: Uint8Array): string {
  const start = Buffer.from(chunk.subarray(0, 5)).toString('latin1');
  if (/^(GET|HEAD|POST|PUT|OPTIO|PATCH|DELET)/.test(start)) return 'HTTP request on the MQTT port';
  if (start.startsWith('\u0016\u0003')) return 'TLS on a port without TLS';
  return 'first packet is not CONNECT';
}

/** One guard a connection; gets every chunk in order and answers null while all is well. */
export function createFrameGuard(maxBytes: number): (chunk: Uint8Array) => FrameRefusal | null {
  let connected = false;
  let body = 0;
  let length = 0;
  let lengthBytes = -1;

  function readType(byte: number, chunk: Uint8Array): FrameRefusal | null {
    if (!connected && byte !== CONNECT) return { reason: 'protocol-malformed', detail: describeStart(chunk) };
    connected = true;
    if (byte >> 4 !== PUBLISH) return null;
    const qos = (byte >> 1) & 3;
    if (qos === 2) return { reason: 'qos2-refused', detail: 'PUBLISH with QoS 2' };
    return qos === 3 ? { reason: 'protocol-malformed', detail: 'PUBLISH with QoS 3' } : null;
  }

  function readLength(byte: number): FrameRefusal | null {
    length += (byte & 0x7f) * 128 ** lengthBytes;
    lengthBytes += 1;
    if (byte >= 0x80) {
      return lengthBytes < LENGTH_BYTES ? null : { reason: 'protocol-malformed', detail: 'remaining length of more than four bytes' };
    }
    if (length > maxBytes) return { reason: 'too-large', detail: `packet of ${length} bytes, at most ${maxBytes}` };
    body = length;
    lengthBytes = -1;
    return null;
  }

  return (chunk) => {
    for (let i = 0; i < chunk.length; ) {
      if (body > 0) {
        const skipped = Math.min(body, chunk.length - i);
        body -= skipped;
        i += skipped;
        continue;
      }
      const byte = chunk[i] ?? 0;
      i += 1;
      const start = lengthBytes === -1;
      const refusal = start ? readType(byte, chunk) : readLength(byte);
      if (refusal) return refusal;
      if (start) {
        lengthBytes = 0;
        length = 0;
      }
    }
    return null;
  };
}
