/** Reads `RELIGHT_MQTT_URL`: one or more brokers, their names without the credentials, which are never shown. */

export type BrokerAddress = {
  /** URL without credentials; what is shown, stored and logged. */
  readonly name: string;
  readonly username: string | null;
  readonly password: string | null;
};

export type BrokerAddresses =
  | { readonly ok: true; readonly brokers: readonly BrokerAddress[] }
  /** `place` is the place in the list, from 1; the text itself may hold a password. */
  | { readonly ok: false; readonly place: number; readonly problem: string };

const PROTOCOLS = new Set(['mqtt:', 'mqtts:', 'ws:', 'wss:']);

function readOne(text: string): BrokerAddress | string {
  if (!URL.canParse(text)) return 'is no URL';
  const url = new URL(text);
  if (!PROTOCOLS.has(url.protocol)) return 'must start with mqtt://, mqtts://, ws:// or wss://';
  if (url.hostname === '') return 'names no host';
  const username = url.username === '' ? null : decodeURIComponent(url.username);
  const password = url.password === '' ? null : decodeURIComponent(url.password);
  const path = url.pathname === '/' ? '' : url.pathname;
  return { name: `${url.protocol}//${url.host}${path}`, username, password };
}

/** @param text URLs separated by commas */
export function readBrokerUrls(text: string): BrokerAddresses {
  const brokers: BrokerAddress[] = [];
  for (const [i, part] of text.split(',').entries()) {
    const read = readOne(part.trim());
    if (typeof read === 'string') return { ok: false, place: i + 1, problem: read };
    brokers.push(read);
  }
  return { ok: true, brokers };
}
