/** The constants of section C of the rule book, under their setting names and with their defaults. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type ServiceSettings = {
  /** C12: unresolved calls are matched or called back within this. */
  readonly unresolvedLimitMs: number;
  /** R19: a reminder is answered to the customer within this. */
  readonly reminderAnswerMs: number;
  /** C9: the customer is spoken to within this. */
  readonly complaintContactMs: number;
  readonly complaintAnswerDays: number;
  /** C9: appliance damage is looked at, and arrears that were paid are answered with supply, within this. */
  readonly onSiteMs: number;
  readonly restoreMs: number;
  /** C9: warned this long before a clock runs out, or at this share of a shorter one. */
  readonly warnMs: number;
  readonly warnShare: number;
  /** A breach goes to the county at once, to the city and the province this long after. */
  readonly escalateCityMs: number;
  readonly escalateProvinceMs: number;
  /** Local days that are no working days beside Saturday and Sunday, "2026-10-01". */
  readonly holidays: readonly string[];
  /** C14: this many supply contacts of one customer within this time make a repeat caller. */
  readonly repeatContacts: number;
  readonly repeatWindowMs: number;
  /** C14: cases from which a feeder is shown as a hot spot. */
  readonly hotSpotMin: number;
  /** Closed contacts beyond this many leave memory, the oldest first. */
  readonly contactsKept: number;
  readonly complaintsKept: number;
};

export const serviceDefaults: ServiceSettings = {
  unresolvedLimitMs: 30 * MINUTE,
  reminderAnswerMs: 30 * MINUTE,
  complaintContactMs: DAY,
  complaintAnswerDays: 5,
  onSiteMs: DAY,
  restoreMs: DAY,
  warnMs: 2 * DAY,
  warnShare: 0.8,
  escalateCityMs: DAY,
  escalateProvinceMs: 2 * DAY,
  holidays: [],
  repeatContacts: 3,
  repeatWindowMs: 60 * DAY,
  hotSpotMin: 3,
  contactsKept: 20_000,
  complaintsKept: 20_000,
};
