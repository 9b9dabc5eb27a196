/** What the core knows of a customer as one bit each: whether they can be reached, and what they asked for. */

export const MARK = {
  hasPhone: 1,
  hasEmail: 2,
  /** Preferences and consent: what the customer does not want. */
  noSms: 4,
  noVoice: 8,
  noEmail: 16,
  noPush: 32,
  /** No messages at all, apart from safety. */
  optedOut: 64,
  /** Wants to be told at any hour (rule M4). */
  anyHour: 128,
  /** Supply is off for account reasons (rules A11, C6 line 9). */
  disconnected: 256,
  hasMeter: 512,
} as const;

export type MarkName = keyof typeof MARK;
export const markNames = Object.keys(MARK).filter((name): name is MarkName => name in MARK);
