/** Every command and every board, tried by every role on a real server (promise P15). */

import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boardAccess, commandAccess, kindsFor } from '../../shared/access.ts';
import { commandSchemas } from '../../shared/commands.ts';
import type { Delta } from '../../shared/delta.ts';
import { boardName } from '../../shared/live.ts';
import type { Role } from '../../shared/roles.ts';
import { demoCookie } from '../support/chromium.ts';
import { type RunningServer, startServer } from '../support/startServer.ts';

const USERS: readonly (readonly [Role, string])[] = [
  ['dispatcher', 'dispatcher'],
  ['supervisor', 'supervisor'],
  ['customer-service', 'service'],
  ['planner', 'planner'],
  ['crew', 'crew'],
  ['key-account-manager', 'keyaccounts'],
  ['auditor', 'auditor'],
  ['administrator', 'admin'],
  ['wall', 'wall'],
];

let server: RunningServer;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  server = await startServer({ env: { RELIGHT_DEMO: 'on' } });
  for (const [role, user] of USERS) {
    const { name, value } = await demoCookie({ http: server.http, user });
    cookies.set(role, `${name}=${value}`);
  }
});
afterAll(() => server?.stop());

async function codeOf(role: Role, type: string): Promise<string> {
  const response = await fetch(`${server.http}/api/v1/commands`, {
    method: 'POST',
    headers: { cookie: cookies.get(role) ?? '', 'content-type': 'application/json' },
    body: JSON.stringify({ id: `${role} ${type}`, type }),
  });
  const body: unknown = await response.json();
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : 'accepted';
}

type Answer = { readonly refused: string } | { readonly kinds: readonly string[] };

/** What a board says first to a role: its refusal, or the record kinds that came. */
function greeted(role: Role, board: string): Promise<Answer> {
  const socket = io(`${server.http}/live`, {
    path: '/socket.io',
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie: cookies.get(role) ?? '', origin: server.http },
  });
  const answer = new Promise<Answer>((done, fail) => {
    socket.on('connect', () => void socket.emit('hello', { protocol: 1, board }));
    socket.on('refused', ({ code }: { readonly code: string }) => done({ refused: code }));
    socket.on('delta', ({ upserts }: Delta) => done({ kinds: Object.keys(upserts).sort() }));
    socket.on('connect_error', fail);
  });
  return answer.finally(() => socket.close());
}

describe('[P15] commands', () => {
  it('are all in the table of access, and nothing else is', () => {
    expect(Object.keys(commandAccess).sort()).toEqual(Object.keys(commandSchemas).sort());
  });

  for (const [role] of USERS)
    it(`are refused to the role ${role} unless the table says otherwise`, async () => {
      for (const [type, allowed] of Object.entries(commandAccess)) {
        const code = await codeOf(role, type);
        expect([type, code === 'not-allowed']).toEqual([type, !allowed.includes(role)]);
      }
    });
});

describe('[P15] boards', () => {
  for (const [role] of USERS)
    it(`show the role ${role} the kinds of records that are for it, and no others`, async () => {
      for (const board of boardName.options) {
        const answer = await greeted(role, board);
        if (!boardAccess[board].includes(role)) {
          expect([board, answer]).toEqual([board, { refused: 'not-allowed' }]);
          continue;
        }
        const kinds: readonly string[] = kindsFor(board, role);
        expect('kinds' in answer ? answer.kinds.filter((kind) => !kinds.includes(kind)) : answer).toEqual([]);
        expect('kinds' in answer && answer.kinds.includes('summary')).toBe(true);
      }
    });
});
