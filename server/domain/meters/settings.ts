/** The constants of section A of the rule book, under their setting names and with their defaults. */

const SECOND_MS = 1000;

export type MeterSettings = {
  /** A2: a last gasp waits this long for its power-up. */
  readonly holdOffMs: number;
  /** A4: the same again within this, without the opposite between, is a repeat. */
  readonly dedupeMs: number;
  /** A5: later than this and an event corrects nothing any more. */
  readonly lateMs: number;
  /** A8: pings asked for a second. */
  readonly pingRate: number;
  /** O20: no answer for this long is silence. */
  readonly pingTimeoutMs: number;
  /** O20: after a restoration power-ups get this long before the silent ones are asked. */
  readonly restoreSettleMs: number;
  /** O20: this share of the reachable meters on, and the restoration is verified. */
  readonly verifyShare: number;
  /** Standing predictions and outages without telemetry are asked about again this often. */
  readonly askAgainMs: number;
  /** A9: another meter of the head-end heard within this proves that the way to it is alive. */
  readonly collectorAliveMs: number;
  /** A14: more waiting gasps than this thin the meters. */
  readonly backlog: number;
  /** A17: flickers closer together than this are one momentary. */
  readonly momentaryMatchMs: number;
};

export const meterDefaults: MeterSettings = {
  holdOffMs: 45 * SECOND_MS,
  dedupeMs: 300 * SECOND_MS,
  lateMs: 1800 * SECOND_MS,
  pingRate: 50,
  pingTimeoutMs: 120 * SECOND_MS,
  restoreSettleMs: 300 * SECOND_MS,
  verifyShare: 0.9,
  askAgainMs: 300 * SECOND_MS,
  collectorAliveMs: 600 * SECOND_MS,
  backlog: 50_000,
  momentaryMatchMs: 60 * SECOND_MS,
};
