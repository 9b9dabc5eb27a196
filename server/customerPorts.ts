/** What the personal-data store answers: the only place that knows names, phones and addresses (rule K12). */

export type ContactEntry = {
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  /** null = the deployment's own language. */
  readonly locale: 'en' | 'zh-CN' | null;
};

/** Asked by channels at the moment of sending; never by the core. */
export interface ContactBook {
  /** null = nobody of this id. */
  contact(id: string): ContactEntry | null;
}
