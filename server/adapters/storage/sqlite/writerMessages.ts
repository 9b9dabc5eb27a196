/** What passes between the journal and its writer thread. */

import type { Committed, StoreState } from '../operations.ts';
import type { PackedWrites } from '../packing.ts';
import type { Synchronous } from './connection.ts';

export type WriterOptions = { readonly folder: string; readonly synchronous: Synchronous; readonly mostRejections: number };

export type WriterRequest =
  | { readonly ask: 'commit'; readonly packed: PackedWrites }
  | { readonly ask: 'recover' }
  | { readonly ask: 'close' };

/** One for each request, in order; the first one, unasked, says whether the journal could be opened. */
export type WriterReply =
  | { readonly reply: 'committed'; readonly committed: Committed }
  | { readonly reply: 'ready'; readonly state: StoreState }
  | { readonly reply: 'failed'; readonly why: string }
  | { readonly reply: 'closed' };
