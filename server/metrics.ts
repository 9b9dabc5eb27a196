/** What Prometheus may ask: messages by outcome and reason, viewers, outages, latency. */

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { SummaryRecord } from '../shared/records/summary.ts';
import type { MessageTotals } from './ports.ts';

export type MetricSources = {
  readonly totals: () => MessageTotals;
  readonly reasons: () => ReadonlyMap<string, number>;
  readonly viewers: () => number;
  readonly summary: () => SummaryRecord | null;
  readonly recording: () => boolean;
};

export type Metrics = {
  text(): Promise<string>;
  /** A refusal at a door (HTTP, socket, MQTT) by its reason code. */
  refused(code: string): void;
  /** Seconds from receipt to applied. */
  applied(seconds: number): void;
};

export function createMetrics({ totals, reasons, viewers, summary, recording }: MetricSources): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: 'relight_' });
  const gauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [register],
      collect() {
        this.set(read());
      },
    });
  };
  new Gauge({
    name: 'relight_messages',
    help: 'Messages since the journal began, by outcome; received = accepted + duplicates + rejected',
    labelNames: ['outcome'],
    registers: [register],
    collect() {
      for (const [outcome, count] of Object.entries(totals())) this.set({ outcome }, count);
    },
  });
  new Gauge({
    name: 'relight_message_reasons',
    help: 'Messages flagged, ignored or rejected since the journal began, by reason',
    labelNames: ['reason'],
    registers: [register],
    collect() {
      for (const [reason, count] of reasons()) this.set({ reason }, count);
    },
  });
  gauge('relight_viewers', 'Open live feeds', viewers);
  gauge('relight_recording', '1 while the journal can be written', () => (recording() ? 1 : 0));
  gauge('relight_customers_out', 'Customers confirmed out', () => summary()?.customersOut ?? 0);
  gauge('relight_customers_predicted', 'Customers under predictions only', () => summary()?.customersPredicted ?? 0);
  gauge('relight_customers_unknown', 'Customers whose state cannot be known', () => summary()?.customersUnknown ?? 0);
  gauge('relight_outages_open', 'Open outages', () => summary()?.outagesOpen ?? 0);
  gauge('relight_sources_stale', 'Silent sources', () => summary()?.sources.stale ?? 0);
  const refusals = new Counter({
    name: 'relight_refusals_total',
    help: 'Refused at the door, by reason',
    labelNames: ['code'],
    registers: [register],
  });
  const latency = new Histogram({
    name: 'relight_apply_seconds',
    help: 'From receipt to applied',
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [register],
  });
  return {
    text: () => register.metrics(),
    refused: (code) => refusals.inc({ code }),
    applied: (seconds) => latency.observe(seconds),
  };
}
