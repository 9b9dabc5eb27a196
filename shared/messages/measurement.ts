/** A measured value at a branch or node: `grid/v1/{area}/measurement/{id}`. */

import * as z from 'zod';
import { phases } from '../network.ts';
import { envelope, type Heard } from './envelope.ts';

export const quantity = z.enum(['current', 'voltage', 'power']);
export const unit = z.enum(['A', 'V', 'kW']);
export type Quantity = z.infer<typeof quantity>;
export type Unit = z.infer<typeof unit>;

export const measurementPayload = envelope.extend({ quantity, value: z.number(), unit, phase: phases.optional() });

export type MeasurementMessage = Heard & {
  readonly kind: 'measurement';
  readonly quantity: z.infer<typeof quantity>;
  /** In A, V or kW, as `unit` says. */
  readonly value: number;
  readonly unit: z.infer<typeof unit>;
  readonly phase: string | null;
};
