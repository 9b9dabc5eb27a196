/** The flow of the server with a sender of notices and nothing else; opens one outage and tells its customers until it is killed. */

import { createServer } from 'node:http';
import { createHttpGateway } from '../../dist/server/adapters/channels/httpGateway.js';
import { openSqliteJournal } from '../../dist/server/adapters/storage/sqliteJournal.js';
import { createBoard } from '../../dist/server/board.js';
import { wallClock } from '../../dist/server/clock.js';
import { createRegister } from '../../dist/server/domain/customers/register.js';
import { compileNetwork } from '../../dist/server/domain/network/compile.js';
import { createInbox } from '../../dist/server/inbox.js';
import { knownIdsOf } from '../../dist/server/knownIds.js';
import { startNotices } from '../../dist/server/notices.js';
import { createPipeline } from '../../dist/server/pipeline.js';
import { placesOf } from '../../dist/server/places.js';
import { ids, project } from '../../dist/server/projections/operations.js';
import { rebuild } from '../../dist/server/rebuild.js';
import { networkFile } from '../../dist/shared/network.js';

const [folder, gateway, secret, count, port] = process.argv.slice(2);
const size = Number(count);
const points = Array.from({ length: size }, (_, i) => ({ id: `sp${i}`, node: 'b', customers: 1 }));
const { network } = compileNetwork(
  networkFile.parse({
    format: 'relight-network/1',
    timeZone: 'UTC',
    nodes: [{ id: 'a' }, { id: 'b' }],
    sources: [{ node: 'a' }],
    branches: [{ id: 'cb', kind: 'switch', switchKind: 'breaker', from: 'a', to: 'b', telemetered: true }],
    feeders: [{ id: 'f', head: 'cb' }],
    servicePoints: points,
  }),
  'net',
);
const column = (Kind, value) => Kind.from(points, (_, i) => (typeof value === 'function' ? value(i) : value));
const register = createRegister({
  hash: 'people',
  ids: points.map(({ id }) => `c-${id}`),
  servicePoint: Int32Array.from(points, ({ id }) => network.servicePointIndex.get(id)),
  marks: column(Uint16Array, 1),
  locale: column(Uint8Array, 0),
  class: column(Uint8Array, 0),
  yearlyKwh: column(Float64Array, 1),
  accountKeys: column(Float64Array, Number.NaN),
  phoneKeys: column(Float64Array, (i) => i + 1),
  keys: [],
  lifeSupport: [],
});
const journal = await openSqliteJournal({ folder });
const failed = (error) => console.error(error);
const { core, appliedUpTo } = await rebuild({
  network,
  register,
  journal,
  clock: wallClock,
  fromSnapshot: true,
  progress: () => {},
  say: () => {},
});
const board = createBoard({
  journal: journal.id,
  startRevision: appliedUpTo,
  projection: { project: (kind, id) => project(core.view, kind, id), ids: (kind) => ids(core.view, kind) },
  places: placesOf(network),
  clock: wallClock,
  recording: () => journal.recording(),
  totals: () => journal.totals(),
});
let notices = null;
const pipeline = createPipeline({
  core,
  journal,
  board,
  clock: wallClock,
  appliedUpTo,
  wake: () => notices?.wake(),
  effect: () => {},
  remarked: () => {},
  failed,
});
const inbox = createInbox({ journal, known: knownIdsOf(network), clock: wallClock, pipeline });
notices = startNotices({
  view: core.view.desks.notices,
  journal,
  pipeline,
  clock: wallClock,
  contacts: { contact: (id) => ({ name: id, phone: `+598 ${id}`, email: null, locale: null }) },
  channels: {
    to: new Map([['sms', createHttpGateway({ url: gateway, secret, channel: 'sms', timeoutMs: 400, retryMs: 20 })]]),
    announcers: [],
    test: false,
  },
  receiptSecret: secret,
  failed,
});
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (request.url === '/ledger') {
    const id = core.view.openOutages()[0]?.id;
    const record = id ? project(core.view, 'notification', `notification:${id.replace(':', '.')}.fault`) : null;
    const imbalance = core.view.desks.notices.findImbalance();
    return response.end(JSON.stringify({ record, imbalance, out: core.view.openOutages()[0]?.customersOut ?? 0 }));
  }
  if (!notices.isGenuine(body, request.headers['x-relight-time'] ?? '', request.headers['x-relight-signature'] ?? ''))
    return response.writeHead(401).end();
  const { receipts } = JSON.parse(body.toString());
  await notices.take(receipts.map((receipt) => ({ detail: null, ...receipt })));
  response.end('{}');
});
setInterval(() => pipeline.tick().catch(failed), 50);
server.listen(Number(port), '127.0.0.1', async () => {
  console.log(`READY ${server.address().port}`);
  const payload = Buffer.from(JSON.stringify({ at: Date.now(), position: 'open', cause: 'lockout', eventId: 'trip' }));
  const raw = {
    topic: 'grid/v1/-/switch/cb',
    payload,
    receivedAt: Date.now(),
    identity: 'test',
    broker: 'embedded',
    qos: 1,
    retain: false,
  };
  if (core.view.openOutages().length === 0) await inbox.submit(raw);
});
