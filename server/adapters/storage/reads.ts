/** What can be read from the journal, whatever technology keeps it. */

import type { AuditFilter, AuditRow, FactRow, InboxRow, Rejection } from '../../ports.ts';
import type { Kept } from './identity/identify.ts';
import type { DocumentLine } from './operations.ts';

export type PackedSnapshot = { readonly commit: number; readonly takenAt: number; readonly version: string; readonly packed: Uint8Array };

export interface Reads {
  inboxAfter(commit: number, limit: number): Promise<readonly InboxRow[]>;
  inboxRow(commit: number): Promise<InboxRow | null>;
  /** The command that was kept under this idempotency key. */
  command(key: string): Promise<Kept | null>;
  factsAbout(about: string, limit: number): Promise<readonly FactRow[]>;
  factsAfter(commit: number, limit: number): Promise<readonly FactRow[]>;
  rejections(limit: number, before: number | undefined): Promise<readonly Rejection[]>;
  latestSnapshot(): Promise<PackedSnapshot | null>;
  document(kind: string, id: string): Promise<string | null>;
  documents(
    kind: string,
    limit: number,
    before: { readonly at: number; readonly id: string } | undefined,
  ): Promise<readonly DocumentLine[]>;
  auditRows(limit: number, before: number | undefined, filter: AuditFilter): Promise<readonly AuditRow[]>;
  close(): Promise<void>;
}

/** Stored text of the flags back to a list. */
export const splitFlags = (flags: string): readonly string[] => (flags === '' ? [] : flags.split(','));
