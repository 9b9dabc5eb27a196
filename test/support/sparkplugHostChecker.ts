/** Reads packet logs of the Sparkplug host and says of each of the 91 assertions: pass, fail or not exercised. */

import type { IConnectPacket, IPublishPacket } from 'mqtt-packet';
import { decodePayload } from '../../shared/sparkplug/decodePayload.ts';
import type { LoggedPacket } from './mqttProxy.ts';
import { type HostCheck, hostIds } from './sparkplugHostIds.ts';

export type Verdict = 'pass' | 'fail' | 'not exercised';

/** What only the state of the host shows; undefined = not exercised. */
export type Behaviours = Partial<Record<'gap filled' | 'gap ends in Rebirth' | 'edge death' | 'device death', boolean>>;

type Connection = {
  readonly connect: IConnectPacket;
  readonly connectedAt: number;
  readonly sent: readonly LoggedPacket[];
  readonly all: readonly LoggedPacket[];
};

const CLOSE_MS = 5_000;

function connectionsOf(log: readonly LoggedPacket[]): Connection[] {
  const numbers = [...new Set(log.map(({ connection }) => connection))];
  return numbers.flatMap((number): Connection[] => {
    const all = log.filter(({ connection }) => connection === number);
    const sent = all.filter(({ from }) => from === 'client');
    const first = sent[0];
    return first?.packet.cmd === 'connect' ? [{ connect: first.packet, connectedAt: first.at, sent, all }] : [];
  });
}

const publishes = (packets: readonly LoggedPacket[]): (IPublishPacket & { at: number })[] =>
  packets.flatMap(({ packet, at }) => (packet.cmd === 'publish' ? [{ ...packet, at }] : []));

type State = { online: boolean; timestamp: number };

function state(bytes: Buffer | string | undefined): State | null {
  try {
    const value: unknown = JSON.parse(String(bytes));
    if (typeof value !== 'object' || value === null || Object.keys(value).sort().join() !== 'online,timestamp') return null;
    const { online, timestamp } = { online: undefined, timestamp: undefined, ...value };
    return typeof online === 'boolean' && Number.isInteger(timestamp) ? { online, timestamp: Number(timestamp) } : null;
  } catch {
    return null;
  }
}

const near = (one: number | undefined, other: number): boolean => one !== undefined && Math.abs(one - other) < CLOSE_MS;

/** Every item must hold; none at all = not exercised. */
const every = <T>(items: readonly T[], holds: (item: T) => boolean): Verdict =>
  items.length === 0 ? 'not exercised' : items.every(holds) ? 'pass' : 'fail';

const seen = (behaviour: boolean | undefined): Verdict => (behaviour === undefined ? 'not exercised' : behaviour ? 'pass' : 'fail');

/** `logs`: one for each broker the host was connected to. */
export function checkHost(logs: readonly (readonly LoggedPacket[])[], hostId: string, behaviours: Behaviours): Map<string, Verdict> {
  const topic = `spBv1.0/STATE/${hostId}`;
  const connections = logs.flatMap(connectionsOf);
  const born = connections.filter(({ sent }) => publishes(sent).length > 0);
  const births = born.map((connection) => ({ connection, birth: publishes(connection.sent)[0] }));
  const states = connections.flatMap(({ sent }) => publishes(sent)).filter((packet) => packet.topic.includes('/STATE/'));
  const deaths = states.filter(({ payload }) => state(payload)?.online === false);
  const rebirths = connections.flatMap(({ sent }) => publishes(sent)).filter((packet) => packet.topic.includes('/NCMD/'));
  const commands = connections.flatMap(({ sent }) => publishes(sent)).filter((packet) => packet.topic.includes('/DCMD/'));
  const wills = connections.map(({ connect, connectedAt }) => ({ will: connect.will, connectedAt }));
  const ofVersion = (version: number) => connections.filter(({ connect }) => connect.protocolVersion === version);
  const commandPayload = (packet: IPublishPacket) => {
    const decoded = decodePayload(Buffer.from(packet.payload));
    return decoded.ok ? decoded.payload : null;
  };

  const saysAgain = connections.flatMap((connection) =>
    connection.all.flatMap(({ from, packet }, index) => {
      const isOwnOffline =
        from === 'broker' &&
        packet.cmd === 'publish' &&
        packet.topic === topic &&
        !packet.retain &&
        state(packet.payload.toString())?.online === false;
      const stillThere = connection.all.slice(index).some((later) => later.from === 'client' && later.packet.cmd === 'publish');
      return isOwnOffline && stillThere ? [{ connection, index }] : [];
    }),
  );

  const checks: Record<HostCheck, Verdict> = {
    'host id': every(states, (packet) => packet.topic === topic),
    'clean session of MQTT 3.1.1': every(ofVersion(4), ({ connect }) => connect.clean === true),
    'clean session of MQTT 5': every(ofVersion(5), ({ connect }) => connect.clean === true && !connect.properties?.sessionExpiryInterval),
    'will topic': every(wills, ({ will }) => will?.topic === topic),
    'will qos': every(wills, ({ will }) => will?.qos === 1),
    'will retain': every(wills, ({ will }) => will?.retain === true),
    'will payload': every(wills, ({ will }) => state(will?.payload)?.online === false),
    'will time': every(wills, ({ will, connectedAt }) => near(state(will?.payload)?.timestamp, connectedAt)),
    subscription: every(born, ({ sent }) => {
      const place = sent.findIndex(({ packet }) => packet.cmd === 'subscribe');
      const packet = sent[place]?.packet;
      const filters = packet?.cmd === 'subscribe' ? packet.subscriptions : [];
      const asked = (filter: string) => filters.some((subscription) => subscription.topic === filter && subscription.qos === 1);
      return asked('spBv1.0/#') && asked(topic) && place < sent.findIndex((later) => later.packet.cmd === 'publish');
    }),
    'birth first': every(births, ({ birth }) => state(birth?.payload)?.online === true),
    'birth topic': every(births, ({ birth }) => birth?.topic === topic),
    'birth qos': every(births, ({ birth }) => birth?.qos === 1),
    'birth retain': every(births, ({ birth }) => birth?.retain === true),
    'birth payload': every(births, ({ birth }) => state(birth?.payload) !== null),
    'birth time': every(births, ({ birth, connection }) => {
      const will = state(connection.connect.will?.payload);
      return will !== null && state(birth?.payload)?.timestamp === will.timestamp;
    }),
    'state said again': every(saysAgain, ({ connection, index }) => {
      const answer = publishes(connection.all.slice(index).filter(({ from }) => from === 'client'))[0];
      return answer?.topic === topic && state(answer.payload)?.online === true && answer.retain;
    }),
    'death before leaving': every(
      connections.filter(({ sent }) => sent.some(({ packet }) => packet.cmd === 'disconnect')),
      ({ sent }) => {
        const death = publishes(sent).at(-1);
        const isLast =
          sent.findLastIndex(({ packet }) => packet.cmd === 'publish') < sent.findIndex(({ packet }) => packet.cmd === 'disconnect');
        return isLast && state(death?.payload)?.online === false && near(state(death?.payload)?.timestamp, death?.at ?? 0);
      },
    ),
    'death topic': every(deaths, (packet) => packet.topic === topic),
    'death payload': every(deaths, ({ payload }) => state(payload) !== null),
    'death qos': every(deaths, ({ qos }) => qos === 1),
    'death retain': every(deaths, ({ retain }) => retain),
    'every broker':
      logs.length < 2 ? 'not exercised' : every(logs, (log) => connectionsOf(log).some(({ sent }) => publishes(sent).length > 0)),
    'gap filled': seen(behaviours['gap filled']),
    'gap ends in Rebirth': seen(behaviours['gap ends in Rebirth']),
    'edge death': seen(behaviours['edge death']),
    'device death': seen(behaviours['device death']),
    'rebirth topic': every(rebirths, (packet) => /^spBv1\.0\/[^/]+\/NCMD\/[^/]+$/.test(packet.topic)),
    'rebirth delivery': every(rebirths, ({ qos, retain }) => qos === 0 && !retain),
    'rebirth time': every(rebirths, (packet) => near(commandPayload(packet)?.timestamp ?? undefined, packet.at)),
    'rebirth seq': every(rebirths, (packet) => commandPayload(packet)?.seq === null),
    'rebirth metric': every(rebirths, (packet) => {
      const metrics = commandPayload(packet)?.metrics ?? [];
      const [metric] = metrics;
      const isTrue = metric?.value?.field === 'boolean' && metric.value.value;
      return metrics.length === 1 && metric?.name === 'Node Control/Rebirth' && metric.alias === null && isTrue;
    }),
    'device command': commands.length > 0 ? 'fail' : 'not exercised',
  };
  const verdicts = Object.entries(hostIds).flatMap(([check, ids]) =>
    ids.map((id): [string, Verdict] => [id, new Map<string, Verdict>(Object.entries(checks)).get(check) ?? 'not exercised']),
  );
  return new Map(verdicts);
}
