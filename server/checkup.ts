/** What `relight doctor` looks at: everything outside Relight that it stands on, one finding each. */

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import mqtt from 'mqtt';
import pg from 'pg';
import { readBrokerUrls } from './adapters/mqtt/brokerUrl.ts';
import { verifyJournal } from './adapters/storage/verifyJournal.ts';
import { auditHeadsFile, readAuditHeads } from './auditHeads.ts';
import type { Config } from './config.ts';
import { loadNetwork } from './networkStore.ts';

/** `warning`: it works, but somebody should look. */
export type Finding = { readonly check: string; readonly state: 'good' | 'warning' | 'bad'; readonly detail: string };

const SYNCS = 20;
/** Real disks need longer; a faster one answers before the bytes are safe, or has a battery. */
const FASTEST_REAL_SYNC_MS = 0.02;
const LEAST_FREE_BYTES = 1024 ** 3;
const LONG_CHECK_BYTES = 2 * 1024 ** 3;
const BROKER_WAIT_MS = 4_000;

const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const enough = major > 20 || (major === 20 && minor >= 19);
  return { check: 'node', state: enough ? 'good' : 'bad', detail: `${process.version}, needed is 20.19 or newer` };
}

async function checkSqlite(): Promise<Finding> {
  try {
    const { default: Database } = await import('better-sqlite3');
    const database = new Database(':memory:');
    const version = String(database.prepare('SELECT sqlite_version()').pluck().get());
    database.close();
    return { check: 'sqlite', state: 'good', detail: `SQLite ${version}, its native part loads` };
  } catch (error) {
    return { check: 'sqlite', state: 'bad', detail: `${sentence(error).split('\n')[0]}; run "npm rebuild better-sqlite3"` };
  }
}

async function checkPort(check: string, host: string, port: number): Promise<Finding> {
  const problem = await new Promise<string | null>((done) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => done(null)));
  });
  if (problem === null) return { check, state: 'good', detail: `${host}:${port} is free` };
  return {
    check,
    state: 'warning',
    detail: `${host}:${port}: ${problem === 'EADDRINUSE' ? 'in use, by a running Relight or another program' : problem}`,
  };
}

function checkDisk(folder: string): Finding {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize, blocks } = statfsSync(folder);
  const [free, total] = [bavail * bsize, blocks * bsize];
  const detail = `${(free / 1024 ** 3).toFixed(1)} GiB free of ${(total / 1024 ** 3).toFixed(1)} at ${folder}`;
  const state = free < LEAST_FREE_BYTES / 10 ? 'bad' : free < LEAST_FREE_BYTES || free < total / 10 ? 'warning' : 'good';
  return { check: 'disk', state, detail };
}

function checkSync(folder: string): Finding {
  const path = join(folder, '.sync-check');
  try {
    const file = openSync(path, 'w');
    const begun = performance.now();
    for (let i = 0; i < SYNCS; i += 1) {
      writeSync(file, 'x');
      fsyncSync(file);
    }
    const each = (performance.now() - begun) / SYNCS;
    closeSync(file);
    const fast = each < FASTEST_REAL_SYNC_MS;
    const note = fast ? '; no disk is that fast: memory, or a controller that must have a battery' : '';
    return {
      check: 'sync',
      state: fast ? 'warning' : 'good',
      detail: `every commit is synced; one sync takes ${each.toFixed(2)} ms here${note}`,
    };
  } catch (error) {
    return { check: 'sync', state: 'bad', detail: `the data folder cannot be written: ${sentence(error)}` };
  } finally {
    rmSync(path, { force: true });
  }
}

async function checkPostgres(url: string): Promise<Finding> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: BROKER_WAIT_MS });
  try {
    await client.connect();
    const read = async (name: string): Promise<string> => Object.values((await client.query(`SHOW ${name}`)).rows[0] ?? {}).join();
    const [fsync, pages, standbys] = [await read('fsync'), await read('full_page_writes'), await read('synchronous_standby_names')];
    const detail = `fsync ${fsync}, full_page_writes ${pages}, synchronous_standby_names ${standbys || 'empty: a fail-over can lose acknowledged events'}`;
    const safe = fsync === 'on' && pages === 'on';
    return { check: 'postgresql', state: safe ? (standbys ? 'good' : 'warning') : 'bad', detail };
  } catch (error) {
    return { check: 'postgresql', state: 'bad', detail: sentence(error) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function checkNetwork({ RELIGHT_NETWORK: name, RELIGHT_CACHE_DIR: cache, RELIGHT_DATA_DIR: folder }: Config): Promise<Finding> {
  const loaded = await loadNetwork({ network: name, cacheFolder: cache ?? join(folder, 'cache') });
  if (!loaded.ok) return { check: 'network', state: 'bad', detail: loaded.report.split('\n')[0] ?? '' };
  const { branches, servicePoints } = loaded.network;
  return {
    check: 'network',
    state: 'good',
    detail: `${loaded.network.name}: ${branches.count} branches, ${servicePoints.count} service points`,
  };
}

async function checkJournal(folder: string): Promise<Finding> {
  const file = join(folder, 'journal.sqlite');
  if (!existsSync(file)) return { check: 'journal', state: 'good', detail: `none yet in ${folder}` };
  const { size } = statSync(file);
  if (size > LONG_CHECK_BYTES) return { check: 'journal', state: 'warning', detail: `${size} bytes: check it with "relight verify"` };
  const { problems, head, auditHead } = await verifyJournal(folder, { heads: readAuditHeads(auditHeadsFile(folder)) });
  const [first] = problems;
  if (first) return { check: 'journal', state: 'bad', detail: `${first.where} row ${first.row ?? '-'} ${first.what}` };
  return { check: 'journal', state: 'good', detail: `sound up to row ${head}, audit row ${auditHead.sequence}` };
}

/** Some 2.0 releases of mosquitto lose messages or crash; settings that lose them cannot be seen from outside. */
function judgeBroker(check: string, version: string | null): Finding {
  const advice = 'compare its settings with deploy/mosquitto.conf: the defaults lose acknowledged messages';
  if (version === null) return { check, state: 'warning', detail: `reached; it does not tell its version. ${advice}` };
  const [, major, minor, patch] = /(\d+)\.(\d+)\.(\d+)/.exec(version)?.map(Number) ?? [];
  const old = major === 1 || (major === 2 && minor === 0 && ((patch ?? 0) < 11 || patch === 16));
  return { check, state: old ? 'bad' : 'good', detail: `${version}${old ? ': 2.0.11 or newer is needed, and not 2.0.16' : ''}. ${advice}` };
}

async function checkBrokers(urls: string): Promise<readonly Finding[]> {
  const read = readBrokerUrls(urls);
  if (!read.ok) return [{ check: 'broker', state: 'bad', detail: `RELIGHT_MQTT_URL: broker ${read.place} ${read.problem}` }];
  return Promise.all(
    read.brokers.map(async ({ name, username, password }) => {
      const check = `broker ${name}`;
      const login = { ...(username === null ? {} : { username }), ...(password === null ? {} : { password }) };
      try {
        const client = await mqtt.connectAsync(name, { ...login, reconnectPeriod: 0, connectTimeout: BROKER_WAIT_MS }, false);
        const version = await new Promise<string | null>((done) => {
          const timer = setTimeout(() => done(null), BROKER_WAIT_MS / 2);
          client.once('message', (_topic, payload) => {
            clearTimeout(timer);
            done(payload.toString());
          });
          client.subscribe('$SYS/broker/version');
        });
        await client.endAsync(true);
        return judgeBroker(check, version);
      } catch (error) {
        return { check, state: 'bad', detail: sentence(error) || 'cannot be reached' } as const;
      }
    }),
  );
}

function checkMemory(): Finding {
  const limit = '/sys/fs/cgroup/memory.max';
  const text = existsSync(limit) ? readFileSync(limit, 'utf8').trim() : 'max';
  const bytes = text === 'max' ? Number.POSITIVE_INFINITY : Number(text);
  return {
    check: 'memory',
    state: bytes < 512 * 1024 ** 2 ? 'warning' : 'good',
    detail: text === 'max' ? 'not limited' : `${bytes} bytes`,
  };
}

export async function checkUp(config: Config): Promise<readonly Finding[]> {
  const { RELIGHT_DATA_DIR: folder, RELIGHT_DATABASE_URL: database, RELIGHT_MQTT_URL: brokers } = config;
  return [
    checkNode(),
    await checkSqlite(),
    await checkPort('http port', config.RELIGHT_HTTP_HOST, config.RELIGHT_HTTP_PORT),
    ...(brokers === undefined
      ? [await checkPort('mqtt port', config.RELIGHT_MQTT_HOST, config.RELIGHT_MQTT_PORT)]
      : await checkBrokers(brokers)),
    checkDisk(folder),
    checkMemory(),
    ...(database === undefined ? [checkSync(folder), await checkJournal(folder)] : [await checkPostgres(database)]),
    await checkNetwork(config),
  ];
}
