/** A program that keeps appending to a journal and writes down what was acknowledged; made to be killed. */

import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openSqliteJournal } from '../../dist/server/adapters/storage/sqliteJournal.js';

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    witness: { type: 'string' },
    synchronous: { type: 'string', default: 'full' },
    lanes: { type: 'string', default: '1' },
    count: { type: 'string', default: '1000000000' },
    run: { type: 'string', default: '1' },
    'retry-ms': { type: 'string', default: '100' },
  },
});

const journal = await openSqliteJournal({ folder: values.folder, synchronous: values.synchronous, retryMs: Number(values['retry-ms']) });
const witness = values.witness ? openSync(values.witness, 'a') : null;
let left = Number(values.count);

const hex = (number) => number.toString(16).padStart(32, '0');

/** One source, counted without gaps; every acknowledged event is on the disk of the witness before it counts. */
async function appendForever(lane) {
  const source = `run-${values.run}-lane-${lane}`;
  let seq = 0;
  while (left > 0) {
    const entries = [];
    for (let size = 1 + (seq % 20); size > 0 && left > 0; size -= 1) {
      seq += 1;
      left -= 1;
      const at = Date.now();
      const identity = { source, epoch: null, seq, eventId: `${source}-${seq}`, contentHash: hex(seq), at };
      const payload = Buffer.from(identity.eventId);
      const topic = `grid/v1/-/switch/${source}`;
      entries.push({
        type: 'message',
        kind: 'switch',
        topic,
        payload,
        receivedAt: at,
        sender: source,
        broker: 'embedded',
        identity,
        flags: [],
        decoded: null,
      });
    }
    try {
      const outcomes = await journal.append(entries);
      const lines = outcomes.map(({ commit }, i) => `ACK ${commit} ${entries[i].identity.eventId}\n`).join('');
      if (witness === null) writeSync(1, lines);
      else {
        writeSync(witness, lines);
        fsyncSync(witness);
      }
    } catch {
      seq -= entries.length;
      left += entries.length;
      writeSync(1, 'REFUSED\n');
      while (!journal.recording()) await new Promise((resolve) => setTimeout(resolve, 20));
      writeSync(1, 'RECORDING\n');
    }
  }
}

writeSync(1, 'READY\n');
await Promise.all(Array.from({ length: Number(values.lanes) }, (_, lane) => appendForever(lane)));
await journal.close();
if (witness !== null) closeSync(witness);
