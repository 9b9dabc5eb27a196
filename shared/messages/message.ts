/** Every message a source can send, decoded, as one union; and the payload schema of each kind. */

import { type CallMessage, callPayload } from './call.ts';
import { type ClockMessage, clockPayload } from './clock.ts';
import { type CrewMessage, crewPayload } from './crew.ts';
import { type FaultIndicatorMessage, faultIndicatorPayload } from './faultIndicator.ts';
import { type MeasurementMessage, measurementPayload } from './measurement.ts';
import { type MeterMessage, meterPayload } from './meter.ts';
import { type ReportMessage, reportPayload } from './report.ts';
import { type SourceMessage, sourcePayload } from './source.ts';
import { type SwitchMessage, switchPayload } from './switch.ts';
import { type WeatherMessage, weatherPayload } from './weather.ts';

export type Message =
  | SwitchMessage
  | MeasurementMessage
  | FaultIndicatorMessage
  | MeterMessage
  | CallMessage
  | CrewMessage
  | ReportMessage
  | SourceMessage
  | ClockMessage
  | WeatherMessage;

export type MessageKind = Message['kind'];

export const payloads = {
  switch: switchPayload,
  measurement: measurementPayload,
  'fault-indicator': faultIndicatorPayload,
  meter: meterPayload,
  call: callPayload,
  crew: crewPayload,
  report: reportPayload,
  source: sourcePayload,
  clock: clockPayload,
  weather: weatherPayload,
} as const;
