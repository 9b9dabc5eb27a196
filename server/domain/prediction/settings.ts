/** When reports point at a device: the values of rule P4 by class and mode, and those of rules A and P around them. */

export const DEVICE_CLASSES = ['transformer', 'large-transformer', 'fuse', 'recloser', 'breaker'] as const;
export type DeviceClass = (typeof DEVICE_CLASSES)[number];

export type Threshold = {
  readonly minReports: number;
  /** Of the unexplained service points below, 0 to 1. */
  readonly minShare: number;
  readonly combine: 'either' | 'both';
  readonly minBranches: number;
  /** Reports further apart than this do not count together (rule P6). */
  readonly poolMs: number;
};

export type Mode = 'normal' | 'storm';

const MINUTE_MS = 60_000;

const threshold = (
  minReports: number,
  minShare: number,
  combine: 'either' | 'both',
  minBranches: number,
  poolMinutes: number,
): Threshold => ({
  minReports,
  minShare,
  combine,
  minBranches,
  poolMs: poolMinutes * MINUTE_MS,
});

/** A transformer with more service points than this is judged as a large one. */
export const LARGE_TRANSFORMER = 100;

export type PredictionSettings = {
  readonly thresholds: Readonly<Record<Mode, Readonly<Record<DeviceClass, Threshold>>>>;
  /** Rule A7: where only meters report, a transformer passes at this many … */
  readonly amiMinMeters: number;
  /** … and at this share of its reachable meters. */
  readonly amiShare: number;
  /** Rule P17: service points proved on that take a prediction away from a transformer … */
  readonly onProofTransformer: number;
  /** … and from a larger device. */
  readonly onProofLarger: number;
  /** Rule P14: the engine moves a prediction freely for this long. */
  readonly settleMs: number;
};

export const predictionDefaults: PredictionSettings = {
  thresholds: {
    normal: {
      transformer: threshold(2, 0.25, 'either', 2, 120),
      'large-transformer': threshold(3, 0.01, 'both', 3, 120),
      fuse: threshold(2, 0.25, 'either', 2, 60),
      recloser: threshold(3, 0.15, 'either', 2, 30),
      breaker: threshold(5, 0.1, 'either', 2, 30),
    },
    storm: {
      transformer: threshold(2, 0.1, 'either', 2, 240),
      'large-transformer': threshold(5, 0.01, 'both', 3, 240),
      fuse: threshold(3, 0.02, 'both', 2, 120),
      recloser: threshold(6, 0.03, 'both', 3, 60),
      breaker: threshold(10, 0.05, 'both', 3, 60),
    },
  },
  amiMinMeters: 2,
  amiShare: 0.3,
  onProofTransformer: 1,
  onProofLarger: 2,
  settleMs: 20 * MINUTE_MS,
};
