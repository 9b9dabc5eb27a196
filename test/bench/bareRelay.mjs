/** The least that shows a switch event in a browser: MQTT in, Socket.IO out, nothing written down. PORT of the broker. */

import { createServer } from 'node:http';
import mqtt from 'mqtt';
import { Server } from 'socket.io';

const [broker] = process.argv.slice(2).map(Number);
const server = createServer();
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false });
const client = mqtt.connect(`mqtt://127.0.0.1:${broker}`);
client.on('message', (topic, payload) => io.emit('event', topic, payload.toString()));
client.subscribe('grid/v1/#', { qos: 1 }, () =>
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`)),
);
