/** Credentials of field sources: programs that publish over MQTT, for their own areas, kinds and sources, and never sign in on a page. */

import * as z from 'zod';
import type { Journal } from '../../ports.ts';
import { hashPassword } from './passwords.ts';

const fieldDocument = z.object({
  name: z.string(),
  /** null = all. */
  areas: z.array(z.string()).nullable(),
  /** Kinds of the topic, and "sparkplug"; null = all. */
  kinds: z.array(z.string()).nullable(),
  /** Sources its messages may name; null = any. */
  sources: z.array(z.string()).nullable(),
  password: z.string(),
  disabled: z.boolean(),
});
export type FieldDocument = z.infer<typeof fieldDocument>;
export type FieldSource = Omit<FieldDocument, 'password' | 'disabled'>;

const KIND = 'field-source';
const MOST_DOCUMENTS = 100_000;

export type FieldSources = {
  all(): readonly FieldDocument[];
  get(name: string): FieldDocument | undefined;
  /** Adds or changes one; `password` null keeps the one it has. Rejects when there is none to keep. */
  save(source: FieldSource, password: string | null, disabled?: boolean): Promise<void>;
  /** Calls back when a credential was added or changed. Returns how to stop listening. */
  onChanged(listener: () => void): () => void;
};

export type FieldSourcesOptions = {
  readonly journal: Pick<Journal, 'documents' | 'putDocuments'>;
  /** Epoch milliseconds of life. */
  readonly now: () => number;
};

export async function openFieldSources({ journal, now }: FieldSourcesOptions): Promise<FieldSources> {
  const byName = new Map<string, FieldDocument>();
  const listeners = new Set<() => void>();
  for (const { body } of await journal.documents(KIND, MOST_DOCUMENTS)) {
    const parsed = fieldDocument.safeParse(JSON.parse(body));
    if (parsed.success) byName.set(parsed.data.name, parsed.data);
  }

  return {
    all: () => [...byName.values()],
    get: (name) => byName.get(name),
    async save(source, password, disabled = false) {
      const hash = password === null ? byName.get(source.name)?.password : await hashPassword(password);
      if (hash === undefined) throw new Error(`${source.name} has no password yet`);
      const document: FieldDocument = { ...source, password: hash, disabled };
      await journal.putDocuments(KIND, [{ id: document.name, at: now(), body: JSON.stringify(document) }]);
      byName.set(document.name, document);
      for (const listener of listeners) listener();
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
