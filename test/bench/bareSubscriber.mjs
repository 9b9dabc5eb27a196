/** A bare mqtt.js client that only counts what it gets at QoS 1: PORT COUNT. */

import mqtt from 'mqtt';

const [port, count] = process.argv.slice(2).map(Number);
const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { protocolVersion: 4 });
let heard = 0;
client.on('message', () => {
  heard += 1;
  if (heard < count) return;
  process.stdout.write('all\n');
  client.end(true);
});
await client.subscribeAsync('grid/v1/#', { qos: 1 });
process.stdout.write('ready\n');
