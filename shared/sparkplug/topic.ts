/** The topics of Sparkplug 3.0: how edges write them and how a host reads them. */

import { SPARKPLUG_ROOT } from '../topics.ts';

export type EdgeVerb = 'NBIRTH' | 'NDATA' | 'NDEATH';
export type DeviceVerb = 'DBIRTH' | 'DDATA' | 'DDEATH';
export type DataVerb = EdgeVerb | DeviceVerb;

export type SparkplugTopic =
  | { readonly type: 'data'; readonly verb: DataVerb; readonly group: string; readonly edge: string; readonly device: string | null }
  | { readonly type: 'command' }
  | { readonly type: 'state'; readonly hostId: string }
  | { readonly type: 'other'; readonly reason: 'sp-topic' | 'sp-version'; readonly refused: boolean; readonly detail: string };

const verbs: ReadonlyMap<string, { readonly verb: DataVerb; readonly levels: 4 | 5 }> = new Map([
  ['NBIRTH', { verb: 'NBIRTH', levels: 4 }],
  ['NDATA', { verb: 'NDATA', levels: 4 }],
  ['NDEATH', { verb: 'NDEATH', levels: 4 }],
  ['DBIRTH', { verb: 'DBIRTH', levels: 5 }],
  ['DDATA', { verb: 'DDATA', levels: 5 }],
  ['DDEATH', { verb: 'DDEATH', levels: 5 }],
]);

const other = (reason: 'sp-topic' | 'sp-version', refused: boolean, detail: string): SparkplugTopic => ({
  type: 'other',
  reason,
  refused,
  detail,
});

/** Topic of a birth, a death or data; `device` null for the edge itself. There is deliberately no writer for commands to devices (promise P16). */
export const dataTopic = (group: string, verb: DataVerb, edge: string, device: string | null = null): string =>
  `${SPARKPLUG_ROOT}/${group}/${verb}/${edge}${device === null ? '' : `/${device}`}`;

/** Level counts are strict; unknown verbs and other generations of the protocol are told apart from damage. */
export function readTopic(topic: string): SparkplugTopic {
  const levels = topic.split('/');
  const [root, group, word, edge, device] = levels;
  if (root !== SPARKPLUG_ROOT) return other('sp-version', false, root ?? '');
  if (group === 'STATE') {
    return levels.length === 3 && word ? { type: 'state', hostId: word } : other('sp-topic', true, 'STATE needs one host id');
  }
  if (word === 'NCMD' || word === 'DCMD') return { type: 'command' };
  const known = verbs.get(word ?? '');
  if (!known) return other('sp-topic', false, `unknown verb ${word ?? ''}`);
  if (levels.length !== known.levels) return other('sp-topic', true, `${known.verb} has ${known.levels} levels`);
  if (!group || !edge || device === '') return other('sp-topic', true, 'empty level');
  return { type: 'data', verb: known.verb, group, edge, device: device ?? null };
}
