/** The live feed on Socket.IO: one frame under way for each viewer, states merge, nothing queues. */

import type { Server as HttpServer } from 'node:http';
import { type Namespace, Server, type Socket } from 'socket.io';
import { boardAccess } from '../../../shared/access.ts';
import { sightOn, sightText } from '../../../shared/boardSight.ts';
import { issueReason } from '../../../shared/issueReason.ts';
import { applied as appliedSchema, hello as helloSchema, LIVE_NAMESPACE, PROTOCOL } from '../../../shared/live.ts';
import type { CommandDoor } from '../../ports.ts';
import type { Access, Board } from '../../viewerPorts.ts';
import { createBudget, judgeArgument } from './guard.ts';
import { judgeRequest } from './origin.ts';
import { applied, beginSession, type FeedSession, greet } from './session.ts';
import { watchWire } from './wire.ts';

export type LiveOptions = {
  readonly server: HttpServer;
  readonly board: Pick<Board, 'journal' | 'revision' | 'changesSince'>;
  readonly access: Access;
  readonly commands: CommandDoor;
  readonly origins: readonly string[];
  /** Clock of life, epoch milliseconds. */
  readonly now: () => number;
  /** Areas this person may see that lie in or are those asked for; null = not allowed. */
  readonly allowedAreas: (own: readonly string[] | null, asked: readonly string[] | undefined) => readonly string[] | null | 'not-allowed';
  readonly count: (what: string) => void;
};

export type LiveFeed = {
  viewers(): number;
  /** Something changed; viewers that are ready hear of it within a frame. */
  wake(): void;
  stop(): Promise<void>;
};

const FRAME_MS = 50;
const HEARTBEAT_MS = 2_000;
const SLOW_MS = 10_000;
const MOST_AREAS = 200;
const MOST_SOCKETS_PER_ADDRESS = 300;
const EVENTS = { most: 200, everyMs: 10_000 };
const HELLOS = { most: 10, everyMs: 60_000 };

export function startLive(options: LiveOptions): LiveFeed {
  const { board, access, commands, now, count } = options;
  const sessions = new Map<string, FeedSession>();
  const perAddress = new Map<string, number>();
  const io = new Server(options.server, {
    path: '/socket.io',
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 64 * 1024,
    perMessageDeflate: false,
    pingInterval: 5_000,
    pingTimeout: 4_000,
    allowRequest(request, answer) {
      const judged = judgeRequest(request, options);
      if (!judged.ok) count(judged.code);
      answer(judged.ok ? null : judged.code, judged.ok);
    },
  });
  io.use((_socket, next) => {
    count('ws-namespace');
    next(new Error('ws-namespace'));
  });
  const live: Namespace = io.of(LIVE_NAMESPACE);
  const wire = watchWire(io, count);

  live.use((socket, next) => {
    wire.joined(socket.conn);
    const judged = judgeRequest(socket.request, options);
    if (!judged.ok) return next(new Error(judged.code));
    const address = socket.handshake.address;
    if ((perAddress.get(address) ?? 0) >= MOST_SOCKETS_PER_ADDRESS && !judged.signedIn.bearer) {
      count('rate-limit');
      return next(new Error('rate-limit'));
    }
    perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
    sessions.set(socket.id, beginSession(judged.signedIn));
    return next();
  });

  function refuse(socket: Socket, code: string, message: string): void {
    count(code);
    socket.emit('refused', { code, message });
    setImmediate(() => socket.disconnect(true));
  }

  function onHello(socket: Socket, session: FeedSession, payload: unknown): void {
    const bad = judgeArgument(payload);
    if (bad) return refuse(socket, bad, 'the argument was refused before it was read');
    const parsed = helloSchema.safeParse(payload);
    if (!parsed.success) return refuse(socket, issueReason(parsed.error, payload), 'hello does not fit the protocol');
    const { protocol, board: name, areas } = parsed.data;
    if (protocol !== PROTOCOL) return refuse(socket, 'feed-protocol', 'this page speaks another version: reload it');
    if (areas && areas.length > MOST_AREAS) return refuse(socket, 'too-many-items', `at most ${MOST_AREAS} areas`);
    const { role, areas: own } = session.signedIn.actor;
    if (!boardAccess[name].includes(role)) return refuse(socket, 'not-allowed', 'this board is not for your role');
    const allowed = options.allowedAreas(own, areas);
    if (allowed === 'not-allowed') return refuse(socket, 'not-allowed', 'these areas are not yours');
    const again = session.greeted || parsed.data.revision !== undefined;
    greet(session, parsed.data, board.journal, board.revision(), sightOn(name, allowed, session.signedIn.actor));
    if (session.revision === null && again) count('feed-reset');
    send([socket.id], session);
  }

  function onApplied(socket: Socket, session: FeedSession, payload: unknown): void {
    const parsed = judgeArgument(payload) === null ? appliedSchema.safeParse(payload) : null;
    if (!parsed?.success) return refuse(socket, 'ws-protocol', 'applied does not fit the protocol');
    if (!applied(session, parsed.data.revision)) return refuse(socket, 'ws-protocol', 'this revision was never sent');
    if (session.revision !== null && session.revision < board.revision()) scheduleFrame();
  }

  async function onCommand(socket: Socket, session: FeedSession, payload: unknown, answer: unknown): Promise<void> {
    if (typeof answer !== 'function') return refuse(socket, 'ws-protocol', 'a command needs an acknowledgement callback');
    const bad = judgeArgument(payload);
    if (bad) {
      count(bad);
      answer({ ok: false, code: bad, message: 'the command was refused before it was read' });
      return;
    }
    const result = await commands.execute(payload, session.signedIn.actor);
    if (!result.ok) count(result.code);
    answer(result);
  }

  live.on('connection', (socket) => {
    const session = sessions.get(socket.id);
    if (!session) return void socket.disconnect(true);
    const events = createBudget(EVENTS.most, EVENTS.everyMs);
    const hellos = createBudget(HELLOS.most, HELLOS.everyMs);
    socket.on('error', () => count('ws-protocol'));
    socket.use((packet, next) => {
      if (!events.spend(now())) return refuse(socket, 'rate-limit', 'too many events');
      if (!['hello', 'applied', 'command'].includes(String(packet[0]))) count('ws-unknown-event');
      return next();
    });
    socket.on('hello', (payload: unknown) => {
      if (!hellos.spend(now())) return refuse(socket, 'rate-limit', 'too many hellos');
      return onHello(socket, session, payload);
    });
    socket.on('applied', (payload: unknown) => onApplied(socket, session, payload));
    socket.on('command', (payload: unknown, answer: unknown) => {
      onCommand(socket, session, payload, answer).catch(() => refuse(socket, 'conflict', 'the command could not be carried out'));
    });
    socket.on('disconnect', () => {
      sessions.delete(socket.id);
      const left = (perAddress.get(socket.handshake.address) ?? 1) - 1;
      if (left > 0) perAddress.set(socket.handshake.address, left);
      else perAddress.delete(socket.handshake.address);
    });
  });

  /** All of these stand at the same place, so one encoded frame serves them. */
  function send(ids: readonly string[], at: FeedSession): void {
    if (!at.sight) return;
    const delta = board.changesSince(at.revision, at.sight);
    const sentAt = now();
    for (const id of ids) {
      const session = sessions.get(id);
      if (!session) continue;
      session.underWay = { to: delta.to, sentAt };
      session.lastSentAt = sentAt;
    }
    live.to([...ids]).emit('delta', delta);
  }

  let frameTimer: NodeJS.Timeout | null = null;
  let lastFrameAt = 0;

  function frame(): void {
    frameTimer = null;
    lastFrameAt = now();
    const head = board.revision();
    const groups = new Map<string, string[]>();
    for (const [id, session] of sessions) {
      if (!session.greeted || session.underWay || !session.sight) continue;
      if (session.revision === head && lastFrameAt - session.lastSentAt < HEARTBEAT_MS) continue;
      const key = `${session.revision ?? 'new'} ${sightText(session.sight)}`;
      const group = groups.get(key);
      if (group) group.push(id);
      else groups.set(key, [id]);
    }
    for (const ids of groups.values()) {
      const first = ids[0] === undefined ? undefined : sessions.get(ids[0]);
      if (first) send(ids, first);
    }
  }

  function scheduleFrame(): void {
    if (frameTimer) return;
    frameTimer = setTimeout(frame, Math.max(0, lastFrameAt + FRAME_MS - now()));
  }

  const watch = setInterval(() => {
    for (const [id, session] of sessions) {
      const socket = live.sockets.get(id);
      if (socket && session.underWay && now() - session.underWay.sentAt > SLOW_MS)
        refuse(socket, 'slow-client', 'the page did not keep up');
    }
    scheduleFrame();
  }, HEARTBEAT_MS / 2);

  const stopListening = access.onRevoked((ended) => {
    for (const [id, session] of sessions) {
      const socket = live.sockets.get(id);
      if (socket && session.signedIn.session === ended) refuse(socket, 'auth-required', 'your session has ended');
    }
  });

  return {
    viewers: () => sessions.size,
    wake: scheduleFrame,
    async stop() {
      clearInterval(watch);
      if (frameTimer) clearTimeout(frameTimer);
      stopListening();
      await io.close();
    },
  };
}
