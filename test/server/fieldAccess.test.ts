/** Who may publish and listen on the embedded broker before and after credentials exist. */

import { afterEach, describe, expect, it } from 'vitest';
import { openAccounts } from '../../server/adapters/accounts/accounts.ts';
import { type FieldSource, openFieldSources } from '../../server/adapters/accounts/fieldSources.ts';
import { createFieldAccess } from '../../server/fieldAccess.ts';
import { createMemoryJournal } from '../support/memoryJournal.ts';
import { corpusIds, readCorpus } from '../support/mqttCorpus.ts';
import { corpusFolder, withoutData } from '../support/sharedFolders.ts';
import { startTestBroker, type TestBroker } from '../support/testBroker.ts';

const SWITCH = 'grid/v1/-/switch/cb';
const PASSWORD = 'correct-horse-battery';
const TOKEN = 'token-of-automation';
const open = JSON.stringify({ at: 1_767_607_200_000, position: 'open' });
const any = { areas: null, kinds: null, sources: null };
const admin = { user: 'ada', name: 'Ada', role: 'administrator', areas: null } as const;

let door: TestBroker;
afterEach(() => door?.stop());

async function openDoor({ demo = false } = {}) {
  const journal = createMemoryJournal();
  const clock = { at: 0 };
  const accounts = await openAccounts({ journal, token: TOKEN, demo, now: () => clock.at });
  const fieldSources = await openFieldSources({ journal, now: () => clock.at });
  const known = { ...corpusIds, areaHolds: (area: string, _: string, id: string) => area === (id === 'r1' ? 'b' : 'a') };
  const subtree = (area: string): string[] => (area === 'city' ? ['city', 'a', 'b'] : [area]);
  const access = createFieldAccess({ accounts, fieldSources, known, subtree, token: TOKEN, now: () => clock.at });
  door = await startTestBroker({ access });
  const add = (name: string, more: Partial<FieldSource> = {}) => fieldSources.save({ ...any, sources: [name], name, ...more }, PASSWORD);
  const login = (username: string, password = PASSWORD, clientId = username) => door.client({ username, password, clientId });
  return { accounts, fieldSources, access, add, login, clock };
}
const reasons = (): string[] => door.refusals.map(({ reason }) => reason);

type Client = Awaited<ReturnType<TestBroker['client']>>;
const closedOf = (client: Client): Promise<void> => new Promise((done) => client.once('close', () => done()));

/** Whether the publish was acknowledged; a refused one ends its connection. */
async function mayPublish(client: Client, topic: string, payload: string | Buffer = open): Promise<boolean> {
  return new Promise((done) => {
    client.once('close', () => done(false));
    client.publish(topic, payload, { qos: 1 }, (error) => done(!error));
  });
}

describe('the switch to credentials', () => {
  it('[P15] while nobody was created anyone on this machine publishes, and from the first administrator on nobody without a password', async () => {
    const { accounts, login } = await openDoor();
    const anonymous = await door.client();
    expect(await mayPublish(anonymous, SWITCH)).toBe(true);
    const ended = closedOf(anonymous);
    await accounts.createFirstAdministrator('ada', 'Ada', PASSWORD);
    await ended;
    await expect(door.client()).rejects.toThrow(/Not authorized/i);
    expect(await mayPublish(await login('ada'), SWITCH, open.replace('open', 'closed'))).toBe(true);
    await expect(login('ada', 'guessed')).rejects.toThrow(/Not authorized/i);
    expect(reasons()).toEqual(['auth-required', 'auth-required']);
    expect(door.refusals[0]).toMatchObject({ from: expect.stringContaining('127.0.0.1') });
  });

  it('[P15] the people of a demonstration close no door', async () => {
    await openDoor({ demo: true });
    expect(await mayPublish(await door.client(), SWITCH)).toBe(true);
  });

  it('[P15] the automation token enters, people who only look do not', async () => {
    const { accounts, login } = await openDoor();
    await accounts.saveUser({ ...admin, user: 'lucia', role: 'dispatcher' }, PASSWORD);
    expect(await mayPublish(await login('token', TOKEN), SWITCH)).toBe(true);
    await expect(login('token', 'guessed')).rejects.toThrow(/Not authorized/i);
    await expect(login('lucia')).rejects.toThrow(/Not authorized/i);
  });

  it('[P15] a new password and the end of a source end its connection at once', async () => {
    const { add, login, fieldSources } = await openDoor();
    await add('rtu-a');
    const client = await login('rtu-a');
    const other = await door.client({ username: 'token', password: TOKEN });
    const ended = closedOf(client);
    const document = fieldSources.get('rtu-a');
    if (!document) throw new Error('the source was not kept');
    await fieldSources.save(document, null, true);
    await ended;
    expect(other.connected).toBe(true);
    await expect(login('rtu-a')).rejects.toThrow(/Not authorized/i);
  });

  it('[P15] guessing is stopped for the address that guesses, and the source itself still enters', async () => {
    const { access, add, clock } = await openDoor();
    await add('rtu-a');
    const ask = (password: string, from: string) =>
      access.authenticate({ username: 'rtu-a', password, clientId: 'x', loopback: false, from });
    for (let i = 0; i < 5; i += 1) expect(await ask('guessed', '10.0.0.9')).toMatchObject({ ok: false });
    expect(await ask(PASSWORD, '10.0.0.9')).toMatchObject({ ok: false });
    expect(await ask(PASSWORD, '10.0.0.7')).toEqual({ ok: true, identity: 'rtu-a' });
    clock.at += 60_000;
    expect(await ask(PASSWORD, '10.0.0.9')).toEqual({ ok: true, identity: 'rtu-a' });
  });
});

describe('what a source may', () => {
  it.each([
    ['its own area', { areas: ['a'] }, SWITCH, true],
    ['another area', { areas: ['a'] }, 'grid/v1/-/switch/r1', false],
    ['another area under its own name', { areas: ['a'] }, 'grid/v1/a/switch/r1', false],
    ['an area below its own', { areas: ['city'] }, 'grid/v1/b/switch/r1', true],
    ['its kind', { kinds: ['switch'] }, SWITCH, true],
    ['another kind', { kinds: ['meter'] }, SWITCH, false],
    ['its own presence', {}, 'grid/v1/-/source/rtu-a', true],
    ['the presence of another', {}, 'grid/v1/-/source/rtu-b', false],
    ['a call outside its area', { areas: ['a'] }, 'grid/v1/b/call/c-1', false],
    ['a ping request', {}, 'grid/v1/a/ping/sp-t1-0', false],
    ['a topic of nobody', {}, 'other/topic', false],
    ['data of its own edge', {}, 'spBv1.0/a/NDATA/rtu-a', true],
    ['data of another edge', {}, 'spBv1.0/a/NDATA/rtu-b', false],
    ['a Rebirth request', {}, 'spBv1.0/a/NCMD/rtu-a', false],
  ] as const)('[P15] %s', async (_, more, topic, allowed) => {
    const { add, access } = await openDoor();
    await add('rtu-a', { ...more, areas: 'areas' in more ? [...more.areas] : null, kinds: 'kinds' in more ? [...more.kinds] : null });
    expect(access.mayPublish('rtu-a', topic)).toBe(allowed);
  });

  it('[P15] hears only its own commands, the host and, for meters of its area, ping requests', async () => {
    const { add, access } = await openDoor();
    await add('rtu-a', { kinds: ['sparkplug'] });
    await add('ami-a', { kinds: ['meter'], areas: ['a'] });
    const filters = [
      'spBv1.0/STATE/relight',
      'spBv1.0/a/NCMD/rtu-a',
      'spBv1.0/a/NCMD/rtu-b',
      'grid/v1/a/ping/+',
      'grid/v1/+/ping/+',
      'grid/v1/#',
    ];
    const heard = (name: string) => filters.filter((filter) => access.maySubscribe(name, filter));
    expect(heard('rtu-a')).toEqual(['spBv1.0/STATE/relight', 'spBv1.0/a/NCMD/rtu-a']);
    expect(heard('ami-a')).toEqual(['spBv1.0/STATE/relight', 'grid/v1/a/ping/+']);
  });

  it('[P15] speaks only for its own sources', async () => {
    const { add, login } = await openDoor();
    await add('gateway', { sources: ['rtu-1', 'rtu-2'] });
    const say = async (source: string) =>
      mayPublish(await login('gateway'), SWITCH, JSON.stringify({ at: 1_767_607_200_000, position: 'open', source, seq: 1 }));
    expect([await say('rtu-1'), await say('gateway'), await say('rtu-3')]).toEqual([true, true, false]);
    expect(reasons()).toEqual(['source-mismatch']);
  });

  it('[P15] the session of another source cannot be taken over by its client id', async () => {
    const { add, login } = await openDoor();
    await add('rtu-a');
    await add('rtu-b');
    const other = await login('rtu-b');
    await expect(login('rtu-a', PASSWORD, 'rtu-b')).rejects.toThrow(/Identifier rejected/i);
    expect([other.connected, reasons()]).toEqual([true, ['id-mismatch']]);
    const again = closedOf(other);
    await login('rtu-b');
    await again;
  });
});

describe.skipIf(corpusFolder === null)(`access lines of the corpus${corpusFolder === null ? ` (${withoutData})` : ''}`, () => {
  it.each(['S080', 'S081'])('[P16] [P10] %s is refused before anyone sees it', async (id) => {
    const line = readCorpus('sparkplug').find((each) => each.id === id);
    if (!line?.topic) throw new Error(`the corpus lost ${id}`);
    const { add, login, accounts } = await openDoor();
    await add('rtu-1');
    await accounts.saveUser({ ...admin, user: 'integration', role: 'integration' }, PASSWORD);
    const payload = line.payloadBase64 === undefined ? (line.payloadUtf8 ?? '') : Buffer.from(line.payloadBase64, 'base64');
    const { username, password } = door.broker.internal;
    const host = await door.client({ username, password });
    const heard: string[] = [];
    host.on('message', (topic) => heard.push(topic));
    await host.subscribeAsync('spBv1.0/#');
    const sender = await login(id === 'S080' ? 'rtu-1' : 'integration');
    expect(await mayPublish(sender, line.topic, payload)).toBe(false);
    expect(await mayPublish(await login('rtu-1'), 'spBv1.0/a/NDATA/rtu-1', 'seen')).toBe(true);
    expect(heard).not.toContain(line.topic);
    expect(door.refusals).toMatchObject([{ reason: line.reason }]);
    expect(door.journal.rows).toEqual([]);
  });
});
