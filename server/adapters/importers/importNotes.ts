/** What an importer hands back: the native network, and what was odd or wrong on the way. */

import type { NetworkFile } from '../../../shared/network.ts';

export type ImportNote = { readonly code: string; readonly count: number; readonly examples: readonly string[] };

export type Imported = {
  /** null when an error stops the import: nothing is half loaded. */
  readonly file: NetworkFile | null;
  /** Ids of branches that the source disables; they are open points, not counted as equipment unless they are switches. */
  readonly outOfService: ReadonlySet<string>;
  readonly warnings: readonly ImportNote[];
  readonly errors: readonly ImportNote[];
};

export type NoteList = {
  warn(code: string, example: string): void;
  fail(code: string, example: string): void;
  /** Notes a branch that the source disables. */
  outOfService(id: string): void;
  /** The result: `file` only when nothing failed. */
  finish(file: () => NetworkFile): Imported;
  failed(): boolean;
};

const EXAMPLES = 10;

function counter(): { add(code: string, example: string): void; all(): ImportNote[] } {
  const notes = new Map<string, { code: string; count: number; examples: string[] }>();
  return {
    add(code, example) {
      const note = notes.get(code) ?? { code, count: 0, examples: [] };
      note.count += 1;
      if (note.examples.length < EXAMPLES) note.examples.push(example.slice(0, 200));
      notes.set(code, note);
    },
    all: () => [...notes.values()],
  };
}

export function createNotes(): NoteList {
  const warnings = counter();
  const errors = counter();
  const outOfService = new Set<string>();
  const failed = (): boolean => errors.all().length > 0;
  return {
    warn: warnings.add,
    fail: errors.add,
    outOfService(id) {
      outOfService.add(id);
      warnings.add('disabled-branch', id);
    },
    failed,
    finish(file) {
      const built = failed() ? null : file();
      return { file: failed() ? null : built, outOfService, warnings: warnings.all(), errors: errors.all() };
    },
  };
}
