/** One sender of the kill trials: numbered events over real MQTT, and a witness file of what was acknowledged. */

import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { openField } from '../support/field.ts';

export type Event = { readonly topic: string; readonly payload: string };

export type Lane = {
  /** Sends until the connection breaks; first again what was not acknowledged, and some that was. */
  run(mqttUrl: string): Promise<void>;
  /** Acknowledged events, counted only after they were on the disk. */
  acknowledged(): readonly string[];
  readonly source: string;
  close(): void;
};

export type LaneOptions = {
  readonly source: string;
  readonly witness: string;
  readonly nextEvent: (source: string, seq: number) => Event;
};

const IN_FLIGHT = 20;
const REPEATED = 15;
const WITNESS_EVERY_MS = 10;

export function createLane({ source, witness, nextEvent }: LaneOptions): Lane {
  const file = openSync(witness, 'a');
  const counted: string[] = [];
  let open: Event[] = [];
  let latest: Event[] = [];
  let seq = 0;

  return {
    source,
    acknowledged: () => counted,
    close: () => closeSync(file),
    async run(mqttUrl) {
      const field = await openField(mqttUrl, { clientId: source, connectTimeout: 5_000 });
      field.client.on('error', () => undefined);
      const again: Event[] = [...open, ...latest];
      open = [];
      let noticed: Event[] = [];
      let inFlight = 0;

      function note(): void {
        if (noticed.length === 0) return;
        const events = noticed;
        noticed = [];
        writeSync(file, `${events.map(({ payload }) => payload).join('\n')}\n`);
        fsyncSync(file);
        for (const { payload } of events) counted.push(payload);
        latest = [...latest, ...events].slice(-REPEATED);
      }

      function send(): void {
        while (inFlight < IN_FLIGHT && field.client.connected) {
          const event = again.shift() ?? nextEvent(source, ++seq);
          inFlight += 1;
          open.push(event);
          field.client.publish(event.topic, event.payload, { qos: 1 }, (error) => {
            if (error) return;
            inFlight -= 1;
            open.splice(open.indexOf(event), 1);
            noticed.push(event);
            setImmediate(send);
          });
        }
      }

      const witnessing = setInterval(note, WITNESS_EVERY_MS);
      const broken = new Promise<void>((done) => field.client.once('close', () => done()));
      send();
      await broken;
      clearInterval(witnessing);
      note();
      open = [...open, ...again.filter((event) => !latest.includes(event))];
      await field.stop();
    },
  };
}
