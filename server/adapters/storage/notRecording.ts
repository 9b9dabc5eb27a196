/** The error callers get while nothing can be recorded. */

export type NotRecording = Error & { readonly code: 'not-recording' };

export const notRecording = (why: string): NotRecording =>
  Object.assign(new Error(`nothing can be recorded: ${why}`), { code: 'not-recording' as const });
