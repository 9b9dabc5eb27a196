/** The AsyncAPI 3 document: what Relight hears on MQTT and says on the live feed, generated from the same schemas. */

import * as z from 'zod';
import { deltaSchema } from '../shared/delta.ts';
import { applied, hello, refused } from '../shared/live.ts';
import { payloads } from '../shared/messages/message.ts';

const schemaOf = (schema: z.ZodType): object => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });

type Channel = {
  readonly address: string;
  readonly message: string;
  readonly schema: z.ZodType;
  readonly action: 'send' | 'receive';
  readonly about: string;
};

const ping = z.object({ id: z.string(), at: z.string() });

function channels(): Channel[] {
  const heard = Object.entries(payloads).map(
    ([kind, schema]): Channel => ({
      address: `grid/v1/{area}/${kind}/{id}`,
      message: kind,
      schema,
      action: 'receive',
      about: `MQTT, QoS 1: ${kind}`,
    }),
  );
  return [
    ...heard,
    {
      address: 'grid/v1/{area}/ping/{servicePoint}',
      message: 'ping',
      schema: ping,
      action: 'send',
      about: 'MQTT: asks a meter whether it has supply',
    },
    { address: '/live hello', message: 'hello', schema: hello, action: 'receive', about: 'Socket.IO /live: a viewer begins or comes back' },
    { address: '/live applied', message: 'applied', schema: applied, action: 'receive', about: 'Socket.IO /live: the viewer took a delta' },
    {
      address: '/live delta',
      message: 'delta',
      schema: deltaSchema,
      action: 'send',
      about: 'Socket.IO /live: what changed, or everything',
    },
    { address: '/live refused', message: 'refused', schema: refused, action: 'send', about: 'Socket.IO /live: why a viewer is cut off' },
  ];
}

export function buildAsyncApi(version: string): object {
  const all = channels();
  return {
    asyncapi: '3.0.0',
    info: { title: 'Relight', version, description: 'Messages in over MQTT, changes out over Socket.IO.', license: { name: 'Apache-2.0' } },
    channels: Object.fromEntries(
      all.map(({ address, message, schema, about }) => [
        message,
        {
          address,
          description: about,
          parameters: Object.fromEntries([...address.matchAll(/\{(\w+)\}/g)].map((match) => [match[1], {}])),
          messages: { [message]: { name: message, payload: schemaOf(schema) } },
        },
      ]),
    ),
    operations: Object.fromEntries(
      all.map(({ message, action }) => [`${action}-${message}`, { action, channel: { $ref: `#/channels/${message}` } }]),
    ),
  };
}
