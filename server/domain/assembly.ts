/** Puts the parts of the core together and passes every input through them in one fixed order. */

import { type OutageCommand, outageCommands } from '../../shared/commands/outageCommands.ts';
import { type StormCommand, stormCommands } from '../../shared/commands/stormCommands.ts';
import { type Command, isAmong } from '../../shared/commands.ts';
import type { Message } from '../../shared/messages/message.ts';
import type { Actor } from '../../shared/roles.ts';
import { createAbnormal } from './abnormal.ts';
import { type Background, createBackground } from './background.ts';
import type { Applied, Core, CoreInput, CoreOptions, Fact, Refusal, Touched } from './core.ts';
import { createDesks } from './desks.ts';
import { earlier } from './earlier.ts';
import { createEngine } from './engine.ts';
import { createEstimator } from './estimates/estimator.ts';
import { localHourIn } from './estimates/localHour.ts';
import { estimateDefaults } from './estimates/settings.ts';
import { flagFact, gapFact } from './evidence/flags.ts';
import { createIntake, type Moment } from './evidence/intake.ts';
import { createSources } from './evidence/sources.ts';
import { type StatementEvent, statementKey } from './evidence/statement.ts';
import { createIndicators } from './faults/indicators.ts';
import { keep, resume } from './keeping.ts';
import { createCommands } from './outages/commands.ts';
import { findImbalance } from './outages/imbalance.ts';
import { isOpen } from './outages/outage.ts';
import { refusalOf } from './outages/refusals.ts';
import { hearVerdicts } from './outages/verdicts.ts';
import { createForecast } from './prediction/forecast.ts';
import type { ReportedOutage } from './reports/reports.ts';
import { takeReport } from './reports/reports.ts';
import { callTaken } from './service/callTaken.ts';
import { defaultSettings } from './settings.ts';
import { readSnapshot, writeSnapshot } from './snapshot.ts';
import { hashState } from './stateHash.ts';
import { takeBack } from './takeBack.ts';
import { createView, type View } from './view.ts';
import { createWorld } from './world.ts';

/** Statements that follow from statements end after a few rounds. */
const MOST_ROUNDS = 4;

/** Between two looks for what can be forgotten. */
const TIDY_MS = 5_000;

export function assembleCore({
  network,
  register = null,
  settings: changed = {},
  notices = {},
  snapshot = null,
  experience = null,
}: CoreOptions): Core {
  const settings = { ...defaultSettings, ...changed };
  const world = createWorld(network, settings);
  const sources = createSources(world.touch);
  const kept = snapshot === null ? null : readSnapshot(snapshot, network.hash);
  let behind: Background | null = null;
  const background = (): Background => {
    behind ??= createBackground(network, settings, kept?.settled ?? null);
    return behind;
  };
  const engine = createEngine({
    world,
    settled: (settlement) => background().follow(settlement),
    reset: (groups) => takeBack({ world, settled: background().world, groups }),
  });
  const intake = createIntake(world, sources, engine.replay, engine.say);
  const reports = new Map<string, ReportedOutage>();
  let now = kept?.now ?? 0;
  let tidyAt = kept?.tidyAt ?? 0;
  if (kept) resume({ world, engine, intake, sources, reports }, kept);
  const forecast = createForecast({ world, register, saved: kept?.forecast ?? null });
  const hourAt = localHourIn(network.timeZone);
  const outageOfJob = (job: string): string | null => desks.views.repairs.job(job)?.outage ?? null;
  const saved = kept?.estimator ?? null;
  const estimator = createEstimator({ world, settings: estimateDefaults, hourAt, outageOfJob, experience, saved });
  const indicators = createIndicators(network, kept?.indicators);
  const abnormal = createAbnormal(world, forecast.predicted.isPredicted);
  if (kept) abnormal.refresh(network.branches.ids.keys());

  function takeMessage(message: Message, broker: string, known: readonly string[] | undefined, moment: Moment): void {
    if (message.kind === 'clock') return;
    const { epoch, flags, gap } = sources.hear(message, moment.receivedAt, broker, known);
    for (const code of flags) engine.say(flagFact(code, message, message.id));
    if (gap) engine.say(gapFact(message.source, gap));
    const source = sources.get(message.source);
    const speaksOfItself = message.kind === 'source' && message.id === message.source;
    if (source && !message.replay && !message.test && !speaksOfItself) intake.proveAlive(source, message, epoch, moment);
    switch (message.kind) {
      case 'switch':
        intake.switch(message, epoch, moment);
        return;
      case 'source':
        intake.source(message, epoch, moment);
        return;
      case 'report': {
        const report = takeReport(reports.get(message.id), message, epoch, settings.feedAbsentPolls);
        if (!report) return;
        reports.set(report.id, report);
        world.touch.mark('report', report.id);
        return;
      }
      case 'measurement':
      case 'meter':
      case 'call':
        forecast.hear(message, moment);
        return;
      case 'crew':
      case 'weather':
        estimator.hear(message, moment.receivedAt);
        return;
      case 'fault-indicator':
        indicators.hear(message);
        return;
    }
  }

  /** What a person took down at the desk is heard like the message of a call centre. */
  function hearCallTaken(command: Command, actor: Actor, moment: Moment): void {
    const call = callTaken(command, actor, moment, view);
    if (!call) return;
    forecast.hear(call, moment);
    desks.hear(call, moment);
  }

  /** Answers with the refusal of a command, else null. */
  function take(input: CoreInput, moment: Moment): Refusal | null {
    switch (input.type) {
      case 'messages':
        for (const message of input.messages) {
          takeMessage(message, input.broker, input.flags, moment);
          desks.hear(message, moment);
        }
        return null;
      case 'coverage-gap':
        for (const { source, gap } of sources.miss(input)) engine.say(gapFact(source, gap));
        return null;
      case 'broker':
        intake.broker(input.broker, input.connected, moment);
        return null;
      case 'command': {
        const { command, actor } = input;
        const refusal = check(command, actor);
        if (refusal) return refusal;
        if (isStormCommand(command)) forecast.storm.set(command.on, command.reason ?? null, actor.name, moment.now);
        else if (isOutageCommand(command)) commands.carryOut(command, actor, moment);
        else desks.carryOut(command, actor, moment);
        hearCallTaken(command, actor, moment);
        hearOrders(moment);
        return null;
      }
      case 'notice':
        desks.hearNotice(input.event, now);
        return null;
      case 'tick':
        return null;
    }
  }

  /** Ended outages beyond the number kept are history, found by their facts. */
  function forgetEnded(): void {
    const { outages } = world.ledger;
    if (outages.size <= settings.endedKept * 1.1) return;
    const ended = [...outages.values()].filter((outage) => !isOpen(outage) && (outage.endedAt ?? 0) < now - settings.reorderWindowMs);
    ended.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0) || (a.id < b.id ? -1 : 1));
    for (const { id } of ended.slice(settings.endedKept)) {
      world.ledger.drop(id);
      background().world.ledger.drop(id);
    }
  }

  /** What crews say of devices under an approved order counts like a person's word (rule L8). */
  function hearOrders(moment: Moment): void {
    let ordinal = 0;
    for (const { branch, open, at, by, planned } of desks.takeOrders()) {
      const event: StatementEvent = {
        type: 'statement',
        groups: world.groups.ofBranch(branch),
        receivedAt: moment.now,
        commit: moment.commit,
        branch,
        phases: 7,
        open,
        at,
        origin: planned ? 'planned' : 'switching',
        cause: 'switching',
        by,
        ordinal: ordinal++,
        parent: null,
      };
      engine.replay.insert(event, statementKey(event), now);
    }
  }

  /** What meters prove of devices without telemetry counts like a person's word, and may lead to more. */
  function hearStatements(moment: Moment): void {
    let ordinal = 0;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const statements = forecast.predicted.takeStatements();
      if (statements.length === 0) return;
      for (const { type, branch, at, by, phases, parent, prior, darkBefore } of statements) {
        const event: StatementEvent = {
          type: 'statement',
          groups: world.groups.ofBranch(branch),
          receivedAt: moment.now,
          commit: moment.commit,
          branch,
          phases,
          open: type === 'open',
          at,
          origin: 'meters',
          cause: 'unknown',
          by,
          ordinal: ordinal++,
          parent,
          prior,
          darkBefore: darkBefore ?? null,
        };
        engine.replay.insert(event, statementKey(event), now);
      }
      forecast.settle([], moment);
    }
  }

  const live = createView({ world, register, sources, now: () => now, abnormal, reports, forecast, estimator, indicators });
  const desks = createDesks({ view: live, notices, saved: kept?.desks ?? null });
  const view: View = { ...live, desks: desks.views };
  const commands = createCommands(view, engine);

  const check = (command: Command, actor: Actor): Refusal | null =>
    isStormCommand(command) ? null : isOutageCommand(command) ? refusalOf(view, command, actor) : desks.check(command, actor);

  const parts = (): Generator<Uint8Array, void> =>
    writeSnapshot(
      keep(
        { world, settledWorld: background().world, engine, intake, sources, reports, forecast, estimator, indicators, desks },
        { now, tidyAt },
      ),
    );

  return {
    view,
    apply(input): Applied {
      now = Math.max(now, input.receivedAt);
      const settleBefore = now - settings.reorderWindowMs;
      engine.replay.advance(now, settleBefore);
      const moment: Moment = { receivedAt: input.receivedAt, commit: input.commit, now };
      forecast.advance(now, input.commit);
      const refusal = take(input, moment);
      if (now >= tidyAt) {
        intake.settle(settleBefore);
        forgetEnded();
        tidyAt = now + TIDY_MS;
      }
      const changed = world.touch.takeDevices();
      forecast.settle(changed, moment);
      hearStatements(moment);
      hearVerdicts(world, engine, forecast.takeVerdicts(), moment);
      abnormal.refresh([...changed, ...world.touch.takeDevices()]);
      estimator.settle(moment);
      const facts: Fact[] = [...engine.takeFacts(), ...forecast.takeFacts(), ...estimator.takeFacts()];
      desks.settle({ facts, outages: new Set([...world.touch.takeChanged()].sort()) }, moment);
      facts.push(...desks.takeFacts());
      return { facts, refusal };
    },
    check,
    nextDeadline: () =>
      [world.timers.earliest(), forecast.nextDeadline(), estimator.nextDeadline(), desks.nextDeadline()].reduce(earlier, null),
    takeTouched() {
      const taken = world.touch.take();
      const touched: Touched[] = [];
      for (const id of taken.outages) touched.push({ kind: 'outage', id });
      for (const index of taken.devices) touched.push({ kind: 'device', id: network.branches.ids[index]! });
      for (const index of taken.feeders) touched.push({ kind: 'feeder', id: network.feeders[index]!.id });
      for (const index of taken.areas) touched.push({ kind: 'area', id: network.areas[index]!.id });
      for (const id of taken.sources) touched.push({ kind: 'source', id });
      for (const id of taken.reports) touched.push({ kind: 'report', id });
      touched.push(...desks.takeTouched());
      if (forecast.storm.takeChanged() || touched.length > 0) touched.push({ kind: 'summary', id: 'summary' });
      return touched;
    },
    snapshot: () => Buffer.concat([...parts()]),
    snapshotParts: parts,
    stateHash: () => hashState(view),
    checkInvariants: () => findImbalance(world.ledger, world.energisation, settings) ?? desks.views.notices.findImbalance(),
  };
}

const isStormCommand = (command: Command): command is StormCommand => isAmong(stormCommands, command);
const isOutageCommand = (command: Command): command is OutageCommand => isAmong(outageCommands, command);
