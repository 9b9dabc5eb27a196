/** The bad-input corpus of the live feed on a real server: raw handshakes and frames, each with its answer and its counter. */

import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { Manager } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { reasons } from '../../shared/reasons.ts';
import { type CorpusServer, OUR_ORIGIN, startCorpusServer } from '../support/corpusServer.ts';
import { corpusFolder } from '../support/sharedFolders.ts';
import { until } from '../support/startServer.ts';

const line = z.object({
  id: z.string(),
  name: z.string(),
  as: z.string().default('dispatcher'),
  wire: z.enum(['handshake', 'frame']).optional(),
  stage: z.enum(['join', 'joined', 'after-hello']).default('joined'),
  request: z.object({ path: z.string(), query: z.string(), headers: z.record(z.string(), z.string()) }).optional(),
  payloadUtf8: z.string().optional(),
  expect: z.enum(['rejected', 'accepted-flagged', 'ignored']),
  reason: z.string(),
});
type Line = z.infer<typeof line>;

const lines: readonly Line[] =
  corpusFolder === null
    ? []
    : readFileSync(join(corpusFolder, 'bad-input.jsonl'), 'utf8')
        .split('\n')
        .filter((row) => row.includes('"channel":"socket"'))
        .map((row) => line.parse(JSON.parse(row)));

const HELLO = '42/live,["hello",{"protocol":1,"board":"operations"}]';

let world: CorpusServer;
beforeAll(async () => {
  if (corpusFolder !== null) world = await startCorpusServer();
});
afterAll(() => world?.stop());

async function counted(code: string): Promise<number> {
  const text = await (await fetch(`${world.server.http}/metrics`)).text();
  return Number(new RegExp(`relight_refusals_total\\{code="${code}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
}

type Wire = {
  readonly said: string[];
  /** Sends one engine.io text frame as it stands. */
  send(frame: string): void;
  closed(): boolean;
  /** Waits for a frame that begins like this. */
  hear(start: string): Promise<string>;
  close(): void;
};

/** A WebSocket with nothing but engine.io on it: frames go as they are. */
async function openWire(cookie: string | null): Promise<Wire> {
  const extraHeaders = { Origin: OUR_ORIGIN, ...(cookie ? { Cookie: cookie } : {}) };
  const manager = new Manager(world.server.http, {
    path: '/socket.io',
    transports: ['websocket'],
    reconnection: false,
    autoConnect: false,
    extraHeaders,
  });
  const said: string[] = [];
  let closed = false;
  manager.on('close', () => {
    closed = true;
  });
  await new Promise<void>((done, fail) => manager.open((error) => (error ? fail(error) : done())));
  // What the server says is for the test alone; the manager would stumble over answers it did not ask for.
  manager.engine.off('data');
  manager.engine.on('data', (data) => void said.push(`4${String(data)}`));
  manager.engine.on('close', () => {
    closed = true;
  });
  return {
    said,
    send: (frame) => void manager.engine.send(frame.slice(1)),
    closed: () => closed,
    hear: (start) => until(`a frame ${start}`, () => said.find((each) => each.startsWith(start)), 10_000),
    close: () => void manager.engine.close(),
  };
}

async function joined(as: string): Promise<Wire> {
  const wire = await openWire(await world.cookie(as));
  wire.send('40/live,');
  await wire.hear('40/live');
  return wire;
}

async function greeted(as: string): Promise<Wire> {
  const wire = await joined(as);
  // A wall has a board of its own.
  wire.send(as === 'wall' ? HELLO.replace('operations', 'wall') : HELLO);
  await wire.hear('42/live,["delta"');
  return wire;
}

function shake({ request: given, as }: Line): Promise<{ readonly status: number; readonly text: string }> {
  const { hostname, port } = new URL(world.server.http);
  return world.cookie(as).then(
    (cookie) =>
      new Promise((done, fail) => {
        const headers = {
          Connection: 'Upgrade',
          Upgrade: 'websocket',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
          ...(cookie ? { Cookie: cookie } : {}),
          ...given?.headers,
        };
        const asked = get({ hostname, port, path: `${given?.path}?${given?.query}`, headers }, (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString();
          });
          response.on('end', () => done({ status: response.statusCode ?? 0, text }));
        });
        asked.on('upgrade', (_response, socket) => {
          socket.destroy();
          done({ status: 101, text: '' });
        });
        asked.on('error', fail);
      }),
  );
}

const codeIn = (frames: readonly string[]): string | null => {
  for (const frame of frames) {
    const match = /^(?:42\/live,\["refused",|43\/live,1\[|44\/[\w-]*,?)(.*)$/.exec(frame);
    const code = /"(?:code|message)":"([a-z-]+)"/.exec(match?.[1] ?? '')?.[1];
    if (code) return code;
  }
  return null;
};

/** Lines that say how to make the input; each ends with what the server answered and counted. */
const made = new Map<string, (wire: Wire) => Promise<void>>([
  ['W038', async (wire) => wire.send(`42/live,["hello","${'a'.repeat(2_000_000)}"]`)],
  ['W039', async (wire) => wire.send(`42/live,["hello",${'['.repeat(20_000)}${']'.repeat(20_000)}]`)],
  [
    'W040',
    async (wire) => {
      for (let n = 0; n < 1_000 && !wire.closed(); n += 1) {
        wire.send('42/live,["no-such-event",{}]');
        if (n % 100 === 99) await new Promise((done) => setTimeout(done, 20));
      }
    },
  ],
  [
    'W043',
    async (wire) => {
      wire.send(HELLO);
      await until('the cut', wire.closed, 20_000);
      expect(wire.said.filter((frame) => frame.startsWith('42/live,["delta"'))).toHaveLength(1);
    },
  ],
]);

/** Elsewhere or not at all. */
const NOT_HERE = new Map([['W042', 'a socket that never reads is cut like one that never answers, W043']]);

describe.skipIf(corpusFolder === null)('[P10] bad input on the live feed (the corpus lies beside RELIGHT_DATA)', () => {
  for (const [id, why] of NOT_HERE) console.log(`not tried here: ${id}, ${why}`);
  for (const row of lines.filter(({ id }) => !['W041', 'W044'].includes(id) && !NOT_HERE.has(id))) {
    it(`[P10] ${row.id} ${row.name} → ${row.reason}`, async () => {
      const before = await counted(row.reason);
      expect(Object.keys(reasons)).toContain(row.reason);
      if (row.wire === 'handshake') {
        const { status } = await shake(row);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(await counted(row.reason)).toBe(before + 1);
        return;
      }
      const wire =
        row.stage === 'join'
          ? await openWire(await world.cookie(row.as))
          : row.stage === 'after-hello'
            ? await greeted(row.as)
            : await joined(row.as);
      const heard = wire.said.length;
      const make = made.get(row.id);
      if (make) await make(wire);
      else wire.send(world.named(row.payloadUtf8 ?? ''));
      await until(`${row.reason} to be counted`, async () => (await counted(row.reason)) > before, 5_000);
      const answers = (): string[] => wire.said.slice(heard);
      switch (row.expect) {
        case 'rejected': {
          const code = codeIn(answers());
          if (code !== null) expect(code).toBe(row.reason);
          if (!answers().some((frame) => /^4[34]\/live/.test(frame)))
            await until('the cut', () => wire.closed() || answers().some((frame) => frame.startsWith('44')), 5_000);
          break;
        }
        case 'accepted-flagged': {
          const delta = await until('the delta', () => answers().find((frame) => frame.startsWith('42/live,["delta"')), 5_000);
          expect(delta).toContain('"reset":true');
          expect(codeIn(answers())).toBe(null);
          break;
        }
        case 'ignored':
          wire.send(HELLO);
          await wire.hear('42/live,["delta"');
          expect(wire.closed()).toBe(false);
      }
      wire.close();
    });
  }

  it('[P10] W044 session revoked, then reconnect at once → auth-required', async () => {
    const cookie = (await world.cookie('supervisor')) ?? '';
    const wire = await greeted('supervisor');
    const before = await counted('auth-required');
    const response = await fetch(`${world.server.http}/api/v1/session`, { method: 'DELETE', headers: { cookie, origin: OUR_ORIGIN } });
    expect(response.status).toBe(204);
    await until('the cut', wire.closed, 5_000);
    expect(codeIn(wire.said)).toBe('auth-required');
    await expect(openWire(cookie)).rejects.toThrow();
    expect(await counted('auth-required')).toBeGreaterThan(before);
  });

  it('[P10] W041 500 sockets from one address → rate-limit, and those already in stay', { timeout: 60_000 }, async () => {
    const cookie = await world.cookie('dispatcher');
    const before = await counted('rate-limit');
    const wires: Wire[] = [];
    for (let n = 0; n < 500; n += 50) {
      const opened = await Promise.all(Array.from({ length: 50 }, () => openWire(cookie).catch(() => null)));
      for (const wire of opened) if (wire) wires.push(wire);
      for (const wire of opened) wire?.send('40/live,');
    }
    await until('refusals', async () => (await counted('rate-limit')) > before, 20_000);
    expect(wires[0]?.closed()).toBe(false);
    for (const wire of wires) wire.close();
  });
});
