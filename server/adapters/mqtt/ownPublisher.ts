/** The one way out: whatever Relight publishes passes here, and nothing that could control plant does (promise P16). */

import { mayLeave } from '../../../shared/topics.ts';

export type OwnPublish = (
  topic: string,
  payload: string | Uint8Array,
  options?: { readonly retain?: boolean; readonly qos?: 0 | 1 },
) => Promise<void>;

const REBIRTH = 'Node Control/Rebirth';
/** A Rebirth request is one metric; anything longer is something else. */
const REBIRTH_BYTES = 100;

function refuseCommand(topic: string, payload: string | Uint8Array): string | null {
  if (!mayLeave(topic)) return `Relight never publishes to ${topic}`;
  const rebirth = !topic.includes('/NCMD/') || (payload.length <= REBIRTH_BYTES && Buffer.from(payload).includes(REBIRTH));
  return rebirth ? null : 'the only command Relight sends is Node Control/Rebirth';
}

/** Rejects everything but STATE, Rebirth requests and meter pings before it reaches a broker. */
export function createOwnPublisher(send: OwnPublish): OwnPublish {
  return async (topic, payload, options) => {
    const refusal = refuseCommand(topic, payload);
    if (refusal !== null) throw new Error(refusal);
    await send(topic, payload, options);
  };
}
