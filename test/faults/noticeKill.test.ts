/** Kills the sender again and again while it sends through a gateway that fails, stalls, doubles and reorders: nobody is told twice (rules M5, M7, M8). */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { notificationRecord } from '../../shared/records/notification.ts';
import { temporaryFolder } from '../server/adapters/storage/entries.ts';

const rounds = Number(process.env.RELIGHT_KILL_ROUNDS ?? 5);
const PEOPLE = 1_500;
const SECRET = 'a secret of the gateway';

type Running = { readonly child: ChildProcess; readonly port: number; kill(): Promise<void> };

function start(program: string, args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const port = /READY (\d+)/.exec(String(chunk))?.[1];
      if (port)
        resolve({
          child,
          port: Number(port),
          async kill() {
            child.kill('SIGKILL');
            await ended;
          },
        });
    });
    child.on('close', () => reject(new Error(`${program} ended before it was ready: ${errors}`)));
  });
}

const answer = z.object({ record: notificationRecord.nullable(), imbalance: z.string().nullable(), out: z.number() });

async function ledgerOf({ port }: Running) {
  const response = await fetch(`http://127.0.0.1:${port}/ledger`);
  return answer.parse(await response.json());
}

const logged = (file: string): string[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) => line.split(' ')[0] || [])
    : [];

describe('killing the sender of notices', () => {
  it(`[M5, M7, M8] sends nothing twice in ${rounds} kills, and its ledger adds up`, { timeout: 90_000 + rounds * 5_000 }, async () => {
    const { folder, remove } = temporaryFolder();
    onTestFinished(remove);
    const log = join(folder, 'gateway.log');
    const probe = await start('smsGateway.mjs', [join(folder, 'probe.log'), SECRET, '', '-']);
    const port = probe.port;
    await probe.kill();
    const gateway = await start('smsGateway.mjs', [log, SECRET, 'fail,stall,slow,double,reorder', `http://127.0.0.1:${port}/receipts`]);
    onTestFinished(() => gateway.kill());
    const open = (): Promise<Running> =>
      start('noticeSender.mjs', [folder, `http://127.0.0.1:${gateway.port}`, SECRET, String(PEOPLE), String(port)]);

    for (let round = 0; round < rounds; round += 1) {
      const sender = await open();
      onTestFinished(() => sender.kill());
      const before = logged(log).length;
      for (let i = 0; i < 100 && logged(log).length === before && before < PEOPLE; i += 1) await pause(20);
      await pause(((round * 7_919) % 120) + 5);
      const { record, imbalance, out } = await ledgerOf(sender);
      expect(imbalance).toBeNull();
      if (record) expect(record.affected).toBe(out);
      await sender.kill();
    }
    const last = await open();
    onTestFinished(() => last.kill());
    await expect.poll(async () => (await ledgerOf(last)).record?.ledger.delivered ?? 0, { timeout: 60_000, interval: 200 }).toBe(PEOPLE);
    const { record, imbalance, out } = await ledgerOf(last);
    expect(imbalance).toBeNull();
    expect(out).toBe(PEOPLE);
    expect(record?.affected).toBe(PEOPLE);
    const keys = logged(log);
    expect(new Set(keys).size).toBe(PEOPLE);
    expect(keys).toHaveLength(PEOPLE);
  });
});
