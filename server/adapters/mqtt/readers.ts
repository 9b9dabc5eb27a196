/** Builds the message of each kind from a checked payload; one entry a kind. */

import type * as z from 'zod';
import { callPayload } from '../../../shared/messages/call.ts';
import { clockPayload } from '../../../shared/messages/clock.ts';
import { crewPayload } from '../../../shared/messages/crew.ts';
import { faultIndicatorPayload } from '../../../shared/messages/faultIndicator.ts';
import { measurementPayload, type Quantity, type Unit } from '../../../shared/messages/measurement.ts';
import type { Message, MessageKind } from '../../../shared/messages/message.ts';
import { meterPayload } from '../../../shared/messages/meter.ts';
import { reportPayload } from '../../../shared/messages/report.ts';
import { sourcePayload } from '../../../shared/messages/source.ts';
import { type SwitchCause, switchCause, switchPayload } from '../../../shared/messages/switch.ts';
import { weatherPayload } from '../../../shared/messages/weather.ts';
import { parseTime } from '../../../shared/time.ts';
import { displayText } from './displayText.ts';
import { type Context, type Envelope, isRefused, readHeard } from './heard.ts';
import { issueReason, type Refused } from './issueReason.ts';

export const TEXT_LIMIT = 2000;
const SHORT_TEXT_LIMIT = 400;

const UNITS: Readonly<Record<Quantity, Unit>> = { current: 'A', voltage: 'V', power: 'kW' };

export type Reader = {
  readonly fields: ReadonlySet<string>;
  read(payload: unknown, context: Context): Message | Refused;
};

/** Numbers above 2^53 were already rounded by JSON.parse; a rounded value is never taken for the one that was sent. */
function roundedField(payload: object): string | null {
  for (const key in payload) {
    const value: unknown = Reflect.get(payload, key);
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) return key;
  }
  return null;
}

type Hearing = Exclude<ReturnType<typeof readHeard>, Refused>;

function reader<Output extends Envelope>(
  schema: z.ZodType<Output> & { readonly shape: object },
  build: (payload: Output, heard: Hearing, flags: string[]) => Message | Refused,
): Reader {
  return {
    fields: new Set(Object.keys(schema.shape)),
    read(payload, context) {
      const parsed = schema.safeParse(payload);
      if (!parsed.success) return issueReason(parsed.error, payload);
      const rounded = roundedField(parsed.data);
      if (rounded !== null) return { reason: 'number-range', detail: rounded };
      const heard = readHeard(parsed.data, context);
      return isRefused(heard) ? heard : build(parsed.data, heard, context.flags);
    },
  };
}

const isCause = (word: string): word is SwitchCause => switchCause.options.some((cause) => cause === word);

function readCause(word: string | undefined, flags: string[]): SwitchCause | null {
  if (word === undefined) return null;
  if (isCause(word)) return word;
  flags.push('cause-unknown');
  return 'unknown';
}

/** A promise about the future may lie anywhere sensible; outside of that it is left out and flagged. */
function readEstimate(at: string | number | null | undefined, field: string, flags: string[]): number | null | Refused {
  if (at === undefined || at === null) return null;
  const time = parseTime(at);
  if (time.ok) return time.ms;
  if (time.problem === 'time-format') return { reason: 'time-format', detail: field };
  flags.push('time-range');
  return null;
}

const halfAPlace = ({ lat, lon }: { lat?: number | undefined; lon?: number | undefined }): Refused | null =>
  (lat === undefined) === (lon === undefined) ? null : { reason: 'missing-field', detail: lat === undefined ? 'lat' : 'lon' };

// The common part comes last: V8 takes 7 µs instead of 0.3 for fields added behind a spread (measured on Node 20).
export const readers: Readonly<Record<MessageKind, Reader>> = {
  switch: reader(switchPayload, ({ position, phases, cause, faultCurrent }, heard, flags) => ({
    kind: 'switch',
    position,
    phases: phases ?? null,
    cause: readCause(cause, flags),
    faultCurrent: faultCurrent ?? null,
    ...heard,
  })),
  measurement: reader(measurementPayload, ({ quantity, value, unit, phase }, heard) =>
    UNITS[quantity] === unit
      ? { kind: 'measurement', quantity, value, unit, phase: phase ?? null, ...heard }
      : { reason: 'value-enum', detail: `unit of ${quantity} is ${UNITS[quantity]}` },
  ),
  'fault-indicator': reader(faultIndicatorPayload, ({ state, phases, direction }, heard) => ({
    kind: 'fault-indicator',
    state,
    phases: phases ?? null,
    direction: direction ?? null,
    ...heard,
  })),
  meter: reader(meterPayload, ({ event, voltage }, heard) => ({ kind: 'meter', event, voltage: voltage ?? null, ...heard })),
  call: reader(callPayload, ({ kind, servicePoint, account, phone, address, text, channel }, heard, flags) => {
    if (servicePoint === undefined && account === undefined && phone === undefined && address === undefined) {
      return { reason: 'missing-field', detail: 'one of servicePoint, account, phone, address' };
    }
    return {
      kind: 'call',
      trouble: kind,
      servicePoint: servicePoint ?? null,
      account: account ?? null,
      phone: phone ?? null,
      address: displayText(address, SHORT_TEXT_LIMIT, flags),
      text: displayText(text, TEXT_LIMIT, flags),
      channel: channel ?? 'phone',
      ...heard,
    };
  }),
  crew: reader(crewPayload, (payload, heard, flags) => {
    const half = halfAPlace(payload);
    if (half) return half;
    const estimateAt = readEstimate(payload.estimate?.at, 'estimate.at', flags);
    if (typeof estimateAt === 'object' && estimateAt !== null) return estimateAt;
    const { lat, lon, status, job, note } = payload;
    return {
      kind: 'crew',
      lat: lat ?? null,
      lon: lon ?? null,
      status: status ?? null,
      job: job ?? null,
      estimateAt,
      note: displayText(note, TEXT_LIMIT, flags),
      ...heard,
    };
  }),
  report: reader(reportPayload, (payload, heard, flags) => {
    const half = halfAPlace(payload);
    if (half) return half;
    const estimatedRestorationAt = readEstimate(payload.estimatedRestoration, 'estimatedRestoration', flags);
    if (typeof estimatedRestorationAt === 'object' && estimatedRestorationAt !== null) return estimatedRestorationAt;
    const { status, lat, lon, customers, cause, crewStatus, area } = payload;
    return {
      kind: 'report',
      status,
      lat: lat ?? null,
      lon: lon ?? null,
      customers: customers ?? null,
      cause: displayText(cause, SHORT_TEXT_LIMIT, flags),
      crewStatus: displayText(crewStatus, SHORT_TEXT_LIMIT, flags),
      estimatedRestorationAt,
      reportedArea: displayText(area, SHORT_TEXT_LIMIT, flags),
      ...heard,
    };
  }),
  source: reader(sourcePayload, ({ online }, heard) => ({ kind: 'source', online, ...heard })),
  clock: reader(clockPayload, (_, heard) => ({ kind: 'clock', ...heard })),
  weather: reader(weatherPayload, ({ severity, text }, heard, flags) => ({
    kind: 'weather',
    severity,
    text: displayText(text, TEXT_LIMIT, flags),
    ...heard,
  })),
};
