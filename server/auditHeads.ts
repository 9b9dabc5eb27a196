/** Heads of the audit chain in a file beside the database: what is older than the last one cannot be rewritten unnoticed (promise P17). */

import { existsSync, readFileSync, renameSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { formatTime } from '../shared/time.ts';
import type { AuditHead, Journal } from './ports.ts';

export const auditHeadsFile = (folder: string): string => join(folder, 'audit-heads.jsonl');

const line = z.object({ at: z.string(), journal: z.string(), sequence: z.number().int(), hash: z.string() });

/** Adds the head when it moved since `last`; answers with the head now. Copy the file to a second system: there it protects. */
export async function exportAuditHead(
  { id, auditHead }: Pick<Journal, 'id' | 'auditHead'>,
  { folder, last, now }: { readonly folder: string; readonly last: AuditHead | null; readonly now: number },
): Promise<AuditHead> {
  const head = auditHead();
  if (head.sequence === 0 || head.sequence === last?.sequence) return head;
  await appendFile(auditHeadsFile(folder), `${JSON.stringify({ at: formatTime(now), journal: id, ...head })}\n`, { flush: true });
  return head;
}

/** What was exported; a torn last line is left out. */
export function readAuditHeads(file: string): readonly AuditHead[] {
  if (!existsSync(file)) return [];
  const heads: AuditHead[] = [];
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    const parsed = line.safeParse(parseLine(text));
    if (parsed.success) heads.push({ sequence: parsed.data.sequence, hash: parsed.data.hash });
  }
  return heads;
}

function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Heads of a journal that was replaced say nothing about the new one. */
export function putAuditHeadsAside(folder: string, suffix: string): void {
  const file = auditHeadsFile(folder);
  if (existsSync(file)) renameSync(file, `${file}.${suffix}`);
}
