/** Texts of one part of the page in both languages, same keys, ICU placeholders. */

export interface Messages {
  readonly [key: string]: string | Messages;
}

export type MessagePair = { readonly en: Messages; readonly 'zh-CN': Messages };
