/** What the routes are built from, and the one way to register a route: guarded by the access table. */

import type { Express, RequestHandler } from 'express';
import type { NoticeReader, ReceiptDoor } from '../../channelPorts.ts';
import type { CustomerDesk } from '../../customerPorts.ts';
import type { Photos } from '../../photoPorts.ts';
import type { CommandDoor, Journal } from '../../ports.ts';
import type { Access, Board, NetworkPictures } from '../../viewerPorts.ts';
import { type GuardOptions, routeGuard } from './guards.ts';

export type PageConfiguration = {
  readonly name: string;
  readonly version: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly attribution: string;
  readonly networkHash: string;
  readonly customersTotal: number;
  readonly tileUrl: string | null;
  readonly demo: boolean;
  readonly bounds: readonly [west: number, south: number, east: number, north: number] | null;
  readonly clock: 'wall' | 'simulated';
};

export type Readiness = { readonly ready: boolean; readonly reasons: readonly string[] };

export type HttpParts = GuardOptions & {
  readonly customers: CustomerDesk;
  readonly notices: NoticeReader;
  readonly receipts: ReceiptDoor;
  readonly access: Access;
  readonly board: Board;
  readonly journal: Pick<Journal, 'rejections' | 'reasons' | 'totals'>;
  readonly commands: CommandDoor;
  readonly photos: Photos;
  /** Reads a JSON body as strictly as a message. */
  readonly readBody: (
    bytes: Uint8Array,
  ) => { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string; readonly detail: string };
  readonly pictures: NetworkPictures;
  readonly configuration: () => PageConfiguration;
  readonly readiness: () => Readiness;
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
  readonly documents: { readonly openApi: () => object; readonly asyncApi: () => object };
  /** Folder of the built pages, null when they were not built. */
  readonly pages: string | null;
  /** Session cookies only over TLS, except on loopback. */
  readonly secureCookies: boolean;
  readonly log: (message: string, error: unknown) => void;
};

export type Method = 'get' | 'post' | 'put' | 'delete';
export type Register = (method: Method, path: string, handler: RequestHandler, ...before: RequestHandler[]) => void;

/** Every route passes here, so none can be forgotten in the access table. */
export function createRegister(app: Express, options: GuardOptions): Register {
  return (method, path, handler, ...before) => {
    app[method](path, routeGuard(`${method.toUpperCase()} ${path}`, options), ...before, handler);
  };
}
