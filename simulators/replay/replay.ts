/** Publishes a recorded outage history as reports of another system, at the recorded pace or faster. */

import { formatTimeOrNull } from '../../shared/time.ts';
import { jsonConnection } from '../connection.ts';
import { createPost, type Post } from '../post.ts';
import { type Publisher, type PublisherOptions, startPublisher } from '../publisher.ts';
import { clockTick } from '../run.ts';
import { type RecordedLine, readRecording, recognise } from './recording.ts';
import { createReports, type Report } from './reports.ts';

export type ReplayOptions = {
  readonly file: string;
  readonly mqttUrl: string;
  /** Recorded seconds a second; 0 = as fast as acknowledged. */
  readonly speed: number;
  /** Area id for the topic. */
  readonly area: string | null;
  readonly clock: 'simulated' | 'wall';
  /** Tells this run's counts from those of another run. */
  readonly epoch: string;
  readonly stopped: () => boolean;
  readonly progress?: (line: string) => void;
  /** Real MQTT unless a test collects instead. */
  readonly connect?: (options: PublisherOptions) => Promise<Publisher>;
};

export type ReplayResult = { readonly feed: string; readonly lines: number; readonly reports: number };

const MINUTE = 60_000;

/** @throws with a sentence when file, format or broker cannot be used */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { speed, clock, stopped } = options;
  const lines = readRecording(options.file);
  const first = await lines.next();
  const feed = first.done ? null : recognise(first.value.full[0]);
  if (first.done || !feed) throw new Error(`${options.file} is no recorded feed this program knows`);
  const startAt = first.value.at;
  const realStart = Date.now();
  const wireTime = (at: number): number =>
    clock === 'wall' ? Math.min(Date.now(), realStart + (speed > 0 ? (at - startAt) / speed : 0)) : at;
  let now = startAt;
  const post = createPost(options.epoch, wireTime, options.area);
  const publisher = await (options.connect ?? startPublisher)({
    url: options.mqttUrl,
    connections: [jsonConnection(feed.name)],
    now: () => wireTime(now),
  });
  const reportsOf = createReports(feed);
  let count = 0;
  let number = 0;
  try {
    for (let line: IteratorResult<RecordedLine> = first; !line.done && !stopped(); line = await lines.next()) {
      // Quiet stretches pass in small steps, so that a simulated clock runs on instead of jumping.
      while (now < line.value.at && !stopped()) {
        now = Math.min(line.value.at, now + (speed > 0 ? Math.max(1_000, speed * 50) : MINUTE));
        if (speed > 0) await rest(realStart + (now - startAt) / speed - Date.now());
        if (clock === 'simulated' && now < line.value.at) await publisher.publish(clockTick(now, post.epoch));
        await publisher.drained();
      }
      for (const report of reportsOf(line.value)) {
        send(post, feed.name, report, line.value.at);
        count += 1;
      }
      for (const message of post.take()) await publisher.publish(message);
      await publisher.drained();
      if (clock === 'simulated') await publisher.publish(clockTick(line.value.at, post.epoch));
      number += 1;
      options.progress?.(`${number} states, ${count} reports`);
    }
    await publisher.drained();
  } finally {
    await publisher.stop();
  }
  return { feed: feed.name, lines: number, reports: count };
}

const cut = (text: string | null, length: number): string | undefined => text?.slice(0, length) || undefined;

/** A topic cannot hold the wildcards of MQTT. */
export const reportId = (key: string): string => key.replace(/[#+/\s]/g, '_');

function send(post: Post, source: string, report: Report, feedAt: number): void {
  const id = reportId(report.key);
  const seen = formatTimeOrNull(feedAt);
  if (report.status === 'absent') {
    post.send(source, 'report', id, feedAt, { status: 'absent', feedAt: seen });
    return;
  }
  const { status, lat, lon, customers, cause, crewStatus, estimatedRestoration, startedAt, updatedAt, area } = report;
  post.send(source, 'report', id, feedAt, {
    status,
    ...(lat === null || lon === null ? {} : { lat, lon }),
    customers: customers ?? undefined,
    cause: cut(cause, 400),
    crewStatus: cut(crewStatus, 80),
    estimatedRestoration: formatTimeOrNull(estimatedRestoration) ?? undefined,
    area: cut(area, 200),
    feedAt: seen,
    startedAt: formatTimeOrNull(startedAt) ?? undefined,
    updatedAt: formatTimeOrNull(updatedAt) ?? undefined,
  });
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
