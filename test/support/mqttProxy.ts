/** Stands between an MQTT client and its broker, writes every packet down, and can cut, freeze or refuse. */

import net from 'node:net';
import mqttPacket, { type Packet } from 'mqtt-packet';

export type LoggedPacket = {
  /** Number of the network connection, from 1. */
  readonly connection: number;
  readonly from: 'client' | 'broker';
  /** Wall clock, epoch milliseconds. */
  readonly at: number;
  readonly packet: Packet;
};

export type MqttProxy = {
  readonly url: string;
  readonly log: readonly LoggedPacket[];
  /** Pulls the cable: both sides see a closed socket. */
  cut(): void;
  /** Half-open: sockets stay, nothing passes any more. */
  freeze(isFrozen: boolean): void;
  /** Answers the next connections itself with a refusal. */
  refuse(connections: number): void;
  close(): Promise<void>;
};

const SERVER_UNAVAILABLE = 3;

export async function startMqttProxy(brokerPort: number): Promise<MqttProxy> {
  const log: LoggedPacket[] = [];
  const sockets = new Set<net.Socket>();
  let connections = 0;
  let toRefuse = 0;
  let isFrozen = false;

  function keep(socket: net.Socket): void {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    if (isFrozen) socket.pause();
  }

  const server = net.createServer((client) => {
    connections += 1;
    const connection = connections;
    const isRefused = toRefuse > 0;
    toRefuse -= isRefused ? 1 : 0;
    keep(client);
    const broker = isRefused ? null : net.connect(brokerPort, '127.0.0.1');
    let fromBroker = mqttPacket.parser();
    const write = (from: LoggedPacket['from'], packet: Packet): void => {
      log.push({ connection, from, at: Date.now(), packet });
    };
    const fromClient = mqttPacket.parser();
    fromClient.on('packet', (packet) => {
      write('client', packet);
      if (packet.cmd !== 'connect') return;
      fromBroker = mqttPacket.parser({ protocolVersion: packet.protocolVersion ?? 4 });
      fromBroker.on('packet', (answer) => write('broker', answer));
      const refusal = { cmd: 'connack', returnCode: SERVER_UNAVAILABLE, reasonCode: SERVER_UNAVAILABLE, sessionPresent: false } as const;
      if (isRefused) client.end(mqttPacket.generate(refusal, { protocolVersion: packet.protocolVersion ?? 4 }));
    });
    client.on('data', (bytes) => {
      fromClient.parse(Buffer.from(bytes));
      broker?.write(bytes);
    });
    client.on('close', () => broker?.destroy());
    if (!broker) return;
    keep(broker);
    broker.on('data', (bytes) => {
      fromBroker.parse(Buffer.from(bytes));
      client.write(bytes);
    });
    broker.on('close', () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `mqtt://127.0.0.1:${address.port}`,
    log,
    cut,
    freeze(frozen) {
      isFrozen = frozen;
      for (const socket of sockets) frozen ? socket.pause() : socket.resume();
    },
    refuse(count) {
      toRefuse = count;
    },
    async close() {
      cut();
      await new Promise((done) => server.close(done));
    },
  };
}
