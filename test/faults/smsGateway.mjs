/** A gateway for messages that fails, stalls, doubles and reorders as told, and keeps an honest log of what reached people. */

import { createHmac } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [log, secret, faults, receipts, port = '0'] = process.argv.slice(2);
const told = new Set(faults.split(','));
const seen = new Map();
if (existsSync(log)) for (const line of readFileSync(log, 'utf8').split('\n').filter(Boolean)) seen.set(line.split(' ')[0], 'delivered');
let requests = 0;

const read = async (request) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

async function sendReceipts(keys) {
  if (receipts === '-') return;
  const list = keys.map((key) => ({ key, state: 'delivered' }));
  const all = told.has('double') ? [...list, ...list] : list;
  if (told.has('reorder')) all.reverse();
  const body = JSON.stringify({ receipts: all });
  for (let tries = 0; tries < 100; tries += 1) {
    const time = String(Date.now());
    const signature = `sha256=${createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-relight-time': time, 'x-relight-signature': signature };
    const answer = await fetch(receipts, { method: 'POST', body, headers }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
}

const server = createServer(async (request, response) => {
  const body = JSON.parse(await read(request));
  const answer = (status, content) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
  if (request.url === '/status')
    return answer(200, { results: body.keys.filter((key) => seen.has(key)).map((key) => ({ key, state: seen.get(key) })) });
  requests += 1;
  if (told.has('fail') && requests % 4 === 0) return answer(503, {});
  const keys = body.messages.map(({ key }) => key);
  // Every message that comes in reaches somebody, also one that came before: the log shows it.
  appendFileSync(log, keys.map((key, i) => `${key} ${body.messages[i].to} ${requests}\n`).join(''));
  for (const key of keys) seen.set(key, 'accepted');
  setTimeout(() => sendReceipts(keys), told.has('reorder') ? (requests % 3) * 60 : 5);
  if (told.has('stall') && requests % 5 === 0) return;
  if (told.has('slow')) await new Promise((done) => setTimeout(done, 40));
  answer(200, { results: keys.map((key) => ({ key, state: 'accepted' })) });
});
server.listen(Number(port), '127.0.0.1', () => console.log(`READY ${server.address().port}`));
