/** Builds the server from its parts, starts it, and says how to stop it. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHttpServer } from './adapters/http/server.ts';
import { startLive } from './adapters/socket/live.ts';
import { buildAsyncApi } from './asyncApi.ts';
import { createBoard } from './board.ts';
import { type Brokers, startBrokers } from './brokers.ts';
import { buildChannels } from './channels.ts';
import { createSimulatedClock, wallClock } from './clock.ts';
import { createCommandDoor } from './commandDoor.ts';
import type { Config } from './config.ts';
import { createCustomerDesk } from './customerDesk.ts';
import { refusedText, startCustomers } from './customerStart.ts';
import type { Fact } from './domain/core.ts';
import { openDoorCounts, summed } from './doorCounts.ts';
import { openEntrance } from './entrance.ts';
import { newestTime, withFirstTime } from './firstTime.ts';
import { createInbox } from './inbox.ts';
import { startKeeper } from './keeper.ts';
import { knownIdsOf } from './knownIds.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { loadNetwork } from './networkStore.ts';
import { announceOpened, noticeReaderOf } from './noticeReader.ts';
import { startNotices } from './notices.ts';
import { buildOpenApi } from './openApi.ts';
import { openJournal } from './openJournal.ts';
import { startPhotos } from './photoDesk.ts';
import { createPictures } from './pictures.ts';
import { sendPing } from './pings.ts';
import { createPipeline } from './pipeline.ts';
import { allowedAreas, boundsOf, placesOf } from './places.ts';
import { programFile } from './programFile.ts';
import { ids, project } from './projections/operations.ts';
import { createQueries } from './queries.ts';
import { readBody } from './readBody.ts';
import { rebuild } from './rebuild.ts';
import { stateOwner } from './restore.ts';
import { startRounds } from './rounds.ts';
import { startSchedule } from './schedule.ts';
import { startSummaryHistory } from './summaryHistory.ts';
import { version } from './version.ts';

export type Started =
  | {
      readonly ok: true;
      readonly urls: { readonly http: string; readonly mqtt: string | null };
      /** File of the network in force. */
      readonly networkFile: string;
      /** Newest journalled time, epoch milliseconds; null with an empty journal. */
      readonly lastKnown: number | null;
      stop(): Promise<void>;
    }
  | { readonly ok: false; readonly report: string; readonly exitCode: 1 | 2 };

export async function startServer(config: Config): Promise<Started> {
  const log = createLog(config.RELIGHT_LOG_LEVEL);
  const problems = new Set(['starting']);
  const progress = (sentence: string): void => console.error(sentence);
  const cacheFolder = config.RELIGHT_CACHE_DIR ?? join(config.RELIGHT_DATA_DIR, 'cache');
  const loaded = await loadNetwork({ network: config.RELIGHT_NETWORK, cacheFolder, progress });
  if (!loaded.ok) return loaded;
  const { network } = loaded;

  const journal = await openJournal(config);
  const lastKnown = await newestTime(journal);
  const clock = config.RELIGHT_CLOCK === 'simulated' ? createSimulatedClock(lastKnown) : wallClock;
  const failed = (error: unknown): void => log.error({ err: error }, 'failed');
  const stopAfterDefect = (error: unknown): void => {
    log.fatal({ err: error }, 'stopping: a message could not be applied');
    process.exit(1);
  };

  const known = knownIdsOf(network);
  const opened = await startCustomers({ config, loaded, cacheFolder, progress });
  if (!opened.ok) {
    await journal.close();
    return { ok: false, report: refusedText(opened, config.RELIGHT_CUSTOMERS ?? ''), exitCode: 1 };
  }
  const { customers } = opened;
  const { core, appliedUpTo, kept } = await rebuild({
    network,
    register: customers?.register ?? null,
    journal,
    clock,
    fromSnapshot: true,
    progress: (commit) => log.info({ commit }, 'journal applied again'),
    say: progress,
  });

  const places = placesOf(network);
  const board = createBoard({
    journal: journal.id,
    startRevision: appliedUpTo,
    projection: {
      project(kind, id) {
        const record = project(core.view, kind, id);
        return record && kind === 'source' ? { ...record, ...counts.ofSource(id) } : record;
      },
      ids: (kind) => ids(core.view, kind),
    },
    places,
    clock,
    recording: () => journal.recording(),
    totals: () => journal.totals(),
  });
  let wake = (): void => undefined;
  let viewers = (): number => 0;
  let brokers: Brokers | null = null;
  const metrics = createMetrics({
    totals: () => journal.totals(),
    reasons: () => summed(journal.reasons(), counts.remarks()),
    viewers: () => viewers(),
    summary: () => board.summary(),
    recording: () => journal.recording(),
  });
  const counts = await openDoorCounts({ journal, now: Date.now, changed: (source) => board.refresh('source', source), failed });
  const pipeline = createPipeline({
    core,
    journal,
    board,
    clock,
    appliedUpTo,
    wake() {
      wake();
      notices.wake();
    },
    effect(fact: Fact) {
      keeper.noticed(fact);
      announceOpened(fact, core.view, notices);
      sendPing(fact, (topic, payload) => brokers?.ping(topic, payload));
    },
    remarked: counts.remarked,
    failed,
  });
  const notices = startNotices({
    view: core.view.desks.notices,
    journal,
    pipeline,
    clock,
    contacts: customers?.store ?? { contact: () => null },
    channels: buildChannels(config),
    receiptSecret: config.RELIGHT_RECEIPT_SECRET,
    failed,
  });
  const keeper = startKeeper({ core, board, journal, pipeline, networkHash: stateOwner(network, core.view.register), failed, kept });
  const guarded =
    <A extends readonly unknown[]>(run: (...args: A) => void) =>
    (...args: A): void => {
      try {
        run(...args);
      } catch (error) {
        stopAfterDefect(error);
      }
    };
  const count = (reason: string): void => metrics.refused(reason);
  const entrance = await openEntrance({ journal, config, known, subtree: places.subtree, count, failed });
  const { accounts: access, refused } = entrance;
  const inbox = withFirstTime(
    createInbox({
      journal,
      known,
      clock,
      setClock: (at) => {
        clock.set(at);
        pipeline.tick().catch(failed);
      },
      pipeline: {
        messages: guarded(pipeline.messages),
        broker: guarded(pipeline.broker),
        coverageGap: guarded(pipeline.coverageGap),
        skip: guarded(pipeline.skip),
      },
      maySpeakFor: entrance.maySpeakFor,
      onRefused: refused,
      onOutcome: counts.note,
    }),
    clock,
  );
  const commands = createCommandDoor({ core, journal, pipeline, clock });
  const origins = (config.RELIGHT_ORIGINS ?? '').split(',').flatMap((origin) => origin.trim() || []);
  const pages = fileURLToPath(programFile('client'));
  const bounds = boundsOf(network);
  const history = await startSummaryHistory({ board, journal, clock, failed });
  const queries = createQueries({ view: core.view, board, journal, history: history.samples });
  const { photos, stop: stopPhotos } = await startPhotos({
    folder: config.RELIGHT_DATA_DIR,
    journal,
    core,
    door: commands,
    board: queries,
    clock,
    failed,
  });
  const server = createHttpServer({
    customers: createCustomerDesk({ view: core.view, customers, journal, clock }),
    notices: noticeReaderOf(core.view),
    receipts: notices,
    access,
    board: queries,
    journal,
    commands,
    photos,
    readBody,
    pictures: createPictures(network, loaded.basemap),
    configuration: () => ({
      name: network.name,
      version,
      timeZone: config.RELIGHT_TIME_ZONE ?? network.timeZone,
      locale: config.RELIGHT_LOCALE,
      attribution: network.attribution ?? '',
      networkHash: network.hash,
      customersTotal: board.summary().customersTotal,
      tileUrl: config.RELIGHT_TILE_URL ?? null,
      demo: access.demo,
      bounds,
      clock: config.RELIGHT_CLOCK,
    }),
    readiness() {
      const reasons = [...problems, ...(journal.recording() ? [] : ['nothing can be recorded']), ...(brokers?.problems() ?? [])];
      return { ready: reasons.length === 0, reasons };
    },
    metrics: () => metrics.text(),
    documents: { openApi: () => buildOpenApi(version), asyncApi: () => buildAsyncApi(version) },
    pages: existsSync(join(pages, 'index.html')) ? pages : null,
    secureCookies: false,
    origins,
    hosts: origins.map((origin) => new URL(origin).host),
    count,
    log: (message, error) => log.error({ err: error }, message),
  });
  const live = startLive({
    server,
    board,
    access,
    commands,
    origins,
    now: () => performance.now(),
    allowedAreas: (own, asked) => allowedAreas(places, own, asked),
    count,
  });
  wake = live.wake;
  viewers = live.viewers;

  const listening = await new Promise<string | null>((done) => {
    server.once('error', (error) => done(error.message));
    server.listen(config.RELIGHT_HTTP_PORT, config.RELIGHT_HTTP_HOST, () => done(null));
  });
  if (listening !== null) {
    history.stop();
    await journal.close();
    return { ok: false, report: `RELIGHT_HTTP_PORT ${config.RELIGHT_HTTP_PORT} cannot be had: ${listening}`, exitCode: 1 };
  }
  const knownSources = [...core.view.sources()]
    .filter(({ id, online }) => online && id.startsWith('spb:'))
    .map(({ id, lastReceivedAt }) => ({ source: id, lastHeardAt: lastReceivedAt }));
  try {
    brokers = await startBrokers({ config, inbox, journal, clock, log, access: entrance.field, knownSources, refused });
  } catch (error) {
    history.stop();
    await live.stop();
    await journal.close();
    return { ok: false, report: error instanceof Error ? error.message : String(error), exitCode: 1 };
  }
  problems.delete('starting');
  const stopRounds = startRounds({ core, journal, pipeline, inbox, log, failed, wake: live.wake });
  const stopSchedule = startSchedule({ journal, clock, config, log });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.RELIGHT_HTTP_PORT;

  return {
    ok: true,
    urls: { http: `http://${config.RELIGHT_HTTP_HOST}:${port}`, mqtt: brokers.mqttUrl },
    networkFile: loaded.file,
    lastKnown,
    async stop() {
      stopRounds();
      history.stop();
      await stopSchedule();
      await notices.stop();
      await customers?.store.stop();
      await brokers?.stop();
      await entrance.stop();
      await counts.stop();
      await pipeline.settled().catch(failed);
      await keeper.snapshot();
      keeper.stop();
      await live.stop();
      await stopPhotos();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await journal.close();
    },
  };
}
