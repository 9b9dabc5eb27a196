/** Where photos of repairs come in and go out; the pictures themselves are files, the record is journalled. */

import type { JobStatus } from '../shared/records/job.ts';
import type { Actor } from '../shared/roles.ts';

export type PhotoUpload = {
  readonly job: string;
  readonly photo: string;
  readonly actor: Actor;
  readonly contentType: string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
  readonly moment: 'before' | 'after' | 'other';
  readonly step?: JobStatus | undefined;
  readonly takenAt?: string | undefined;
  readonly lon?: number | undefined;
  readonly lat?: number | undefined;
  readonly client?: string | undefined;
};

export type PhotoOutcome =
  | { readonly ok: true; readonly revision: number; readonly stored: boolean; readonly flags: readonly string[] }
  | { readonly ok: false; readonly code: string; readonly message: string };

export interface Photos {
  /** Idempotent by job and photo id; nothing is left behind by a refused one. */
  put(upload: PhotoUpload): Promise<PhotoOutcome>;
  /** Path of a cleaned JPEG; null when there is none or it is not for this person. */
  find(job: string, photo: string, thumbnail: boolean, actor: Actor): Promise<string | null>;
}
