/** Names in our reason codes why aedes ended a connection. */

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/levels|not allowed in PUBLISH|empty topic/, 'topic-shape'],
  [/drain timeout/, 'slow-client'],
  [/did not arrive in time/, 'timeout'],
  [/unacceptable protocol version/, 'protocol-version'],
  [/queue limit/, 'rate-limit'],
  [/Invalid protocol|protocolId|header flag|Malformed|malformed|packet|Cannot parse|Invalid/, 'protocol-malformed'],
];

/** null for what is no fault of the message: a lost link, a keepalive that ran out, our own refusals. */
export const refusalOfError = (error: Error): string | null => REASONS.find(([pattern]) => pattern.test(error.message))?.[1] ?? null;
