/** Reads `grid/v1/{area}/{kind}/{id}`, or says what is wrong with it. */

import { MAX_ID } from '../../../shared/messages/envelope.ts';
import { type MessageKind, payloads } from '../../../shared/messages/message.ts';

export type Topic =
  | { readonly type: 'message'; readonly area: string | null; readonly kind: MessageKind; readonly id: string }
  | { readonly type: 'ignored'; readonly reason: 'ping-request' | 'sp-version' }
  | { readonly type: 'refused'; readonly reason: 'topic-shape' | 'schema-unknown' | 'field-length'; readonly detail: string };

const isKind = (kind: string): kind is MessageKind => Object.hasOwn(payloads, kind);
const CONTROL = /[\u0000-\u001f\u007f]/;

const refused = (reason: 'topic-shape' | 'schema-unknown' | 'field-length', detail: string): Topic => ({ type: 'refused', reason, detail });

export function readTopic(topic: string): Topic {
  const levels = topic.split('/', 7);
  const [root, version, area, kind, id] = levels;
  // Sparkplug of our generation never comes here; of another one it is for another host.
  if (root !== undefined && /^spBv\d+\.\d+$/.test(root)) return { type: 'ignored', reason: 'sp-version' };
  if (root !== 'grid' || version === undefined) return refused('topic-shape', 'not below grid/v1');
  if (version !== 'v1') {
    return /^v\d+$/.test(version) ? refused('schema-unknown', `topic version ${version}`) : refused('topic-shape', 'not below grid/v1');
  }
  if (levels.length !== 5 || area === undefined || kind === undefined || id === undefined) {
    return refused('topic-shape', `${levels.length} levels instead of 5`);
  }
  if (area === '' || id === '') return refused('topic-shape', 'empty level');
  if (CONTROL.test(topic)) return refused('topic-shape', 'control character');
  if (id.length > MAX_ID || area.length > MAX_ID) return refused('field-length', `identifier in the topic beyond ${MAX_ID} characters`);
  if (kind === 'ping') return { type: 'ignored', reason: 'ping-request' };
  if (!isKind(kind)) return refused('topic-shape', `unknown kind ${kind.slice(0, 40)}`);
  return { type: 'message', area: area === '-' ? null : area, kind, id };
}
