/** The constants of the notification rules, under their setting names and with their defaults (section M). */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type NoticeSettings = {
  /** M3 */
  readonly smsWaitMs: number;
  readonly voiceGapMs: number;
  readonly voiceTries: number;
  /** K9: key and life-support customers are called again after this without an acknowledgement. */
  readonly keyContactMs: number;
  readonly keyContactTries: number;
  /** M4: local hours. */
  readonly quietFrom: number;
  readonly quietTo: number;
  /** M10 */
  readonly smsPerHour: number;
  readonly smsPerDay: number;
  /** Billed parts a day; beyond it only safety and life support leave. */
  readonly dailyBudget: number;
  /** M11 */
  readonly flapCount: number;
  readonly flapWindowMs: number;
  readonly stableMs: number;
  readonly statePerHour: number;
  /** M12 */
  readonly bulkApprove: number;
  /** M1: restored goes to those told, and to all out longer than this. */
  readonly restoredAboveMs: number;
  /** Without meters, supply counts as verified after this. */
  readonly restoreSettleMs: number;
  /** M6 */
  readonly faultTarget: number;
  readonly planTarget: number;
  readonly defaultLanguage: 'en' | 'zh-CN';
  /** Number people may call back. */
  readonly phone: string;
};

export const noticeDefaults: NoticeSettings = {
  smsWaitMs: 10 * MINUTE,
  voiceGapMs: 15 * MINUTE,
  voiceTries: 2,
  keyContactMs: 5 * MINUTE,
  keyContactTries: 3,
  quietFrom: 22,
  quietTo: 7,
  smsPerHour: 3,
  smsPerDay: 10,
  dailyBudget: 2_000_000,
  flapCount: 2,
  flapWindowMs: HOUR,
  stableMs: 30 * MINUTE,
  statePerHour: 2,
  bulkApprove: 5_000,
  restoredAboveMs: 30 * MINUTE,
  restoreSettleMs: 5 * MINUTE,
  faultTarget: 0.9,
  planTarget: 0.95,
  defaultLanguage: 'zh-CN',
  phone: '95598',
};
