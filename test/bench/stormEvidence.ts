/** Carries 61,000 calls and 300,000 last gasps of fifteen minutes through door, journal, core and board as fast as they go, and checks every sum. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteJournal } from '../../server/adapters/storage/sqliteJournal.ts';
import { project } from '../../server/projections/operations.ts';
import { type Flow, openFlow, testClock } from '../support/openFlow.ts';
import { benchNetwork } from './benchNetwork.ts';
import type { Figure } from './journal.ts';
import { stormLoad } from './stormLoad.ts';

const LOAD = { gasps: 300_000, calls: 61_000, lastsMs: 15 * 60_000, startAt: Date.UTC(2026, 2, 14, 18) };
/** After the last message: gasps held back, verdicts of pings. */
const REST_MS = 5 * 60_000;
const SECOND = 1_000;
const ANSWER_MS = 2_000;
const LOOK_MS = 10_000;

type Peaks = { held: number; heap: number; slowestMs: number };

type Answers = { readonly asked: (servicePoint: string) => void; readonly takeDue: (now: number) => string[] };

function createAnswers(clock: { now(): number }): Answers {
  let waiting: (readonly [at: number, servicePoint: string])[] = [];
  return {
    asked: (servicePoint) => void waiting.push([clock.now() + ANSWER_MS, servicePoint]),
    takeDue(now) {
      const due = waiting.filter(([at]) => at <= now).map(([, servicePoint]) => servicePoint);
      waiting = waiting.filter(([at]) => at > now);
      return due;
    },
  };
}

/** What does not add up, in words; null when all does (rules A15, O15, O22, O27, V2). */
function findWrong({ core }: Flow, meterMessages: number): string | null {
  const totals = core.view.forecast.desk.account.totals();
  return totals.in === meterMessages
    ? core.checkInvariants()
    : `[A15] ${meterMessages} meter messages were taken, the account knows ${totals.in}`;
}

export async function benchStormEvidence(print: (figure: Figure) => void): Promise<void> {
  const { network } = await benchNetwork('city');
  const load = stormLoad({ network, seed: 1, ...LOAD });
  const folder = mkdtempSync(join(tmpdir(), 'relight-bench-'));
  const journal = await openSqliteJournal({ folder });
  const clock = testClock(LOAD.startAt);
  const answers = createAnswers(clock);
  const flow = await openFlow({
    network,
    journal,
    clock,
    effect: ({ type, body }) => {
      if (type === 'ping.requested') answers.asked(String(body.servicePoint));
    },
  });
  const peaks: Peaks = { held: 0, heap: 0, slowestMs: 0 };
  let place = 0;
  let answered = 0;
  let wrong: string | null = null;
  const say = (topic: string, body: object): Promise<void> => flow.say(topic, body);
  const begun = performance.now();
  const end = LOAD.startAt + LOAD.lastsMs + REST_MS;

  for (let now = LOAD.startAt; now < end; ) {
    now += SECOND;
    clock.set(now);
    const second = performance.now();
    const said: Promise<void>[] = [];
    for (let next = load.messages[place]; next && next.at <= now; next = load.messages[place]) {
      said.push(say(next.topic, next.body));
      place += 1;
    }
    for (const point of answers.takeDue(now)) {
      answered += 1;
      const event = load.darkAt(point) <= now ? 'ping-off' : 'ping-on';
      said.push(say(`grid/v1/-/meter/${point}`, { at: now, event, source: 'ami-ping', eventId: `ping-${answered}` }));
    }
    await Promise.all(said);
    while ((flow.core.nextDeadline() ?? Number.POSITIVE_INFINITY) <= now) await flow.pipeline.tick();
    peaks.slowestMs = Math.max(peaks.slowestMs, performance.now() - second);
    peaks.held = Math.max(peaks.held, flow.core.view.forecast.desk.waiting());
    if ((now - LOAD.startAt) % LOOK_MS !== 0) continue;
    peaks.heap = Math.max(peaks.heap, process.memoryUsage().heapUsed);
    wrong ??= findWrong(flow, load.metersUpTo(place) + answered);
  }
  const seconds = (performance.now() - begun) / 1000;

  const summary = project(flow.core.view, 'summary', 'summary');
  const told = (summary?.customersOut ?? 0) + (summary?.customersPredicted ?? 0);
  const totals = flow.core.view.forecast.desk.account.totals();
  const messages = journal.totals().received;
  const detail = {
    ...LOAD,
    faults: load.faults,
    pingsAnswered: answered,
    seconds: Math.round(seconds),
    meters: { ...totals },
    identity: wrong ?? 'holds',
    failures: flow.failures.length,
    heldAtMost: peaks.held,
    heldAtEnd: flow.core.view.forecast.desk.waiting(),
    heapMbAtMost: Math.round(peaks.heap / 1e6),
    slowestSecondMs: Math.round(peaks.slowestMs),
    customersDark: load.customersDark,
    customersTold: told,
    customersOut: summary?.customersOut ?? 0,
  };
  const bench = 'storm-evidence';
  print({ bench, figure: 'rate', value: Math.round(messages / seconds), unit: 'messages/s', detail });
  print({
    bench,
    figure: 'times-faster-than-life',
    value: Number(((end - LOAD.startAt) / 1000 / seconds).toFixed(1)),
    unit: 'ratio',
    detail: {},
  });
  const error = Math.abs(told - load.customersDark) / load.customersDark;
  print({ bench, figure: 'customers-out-error', value: Number(error.toFixed(4)), unit: 'ratio', detail: {} });
  await flow.pipeline.settled();
  flow.keeper.stop();
  await journal.close();
  rmSync(folder, { recursive: true, force: true });
}
