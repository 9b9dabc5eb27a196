/** What stands at the doors of the flow: ids that mean something, and who may speak or listen on the brokers. */

/** What the door knows of the network: whether an id in a topic stands for something, and where that lies. */
export interface KnownIds {
  isSwitch(id: string): boolean;
  isBranch(id: string): boolean;
  isNode(id: string): boolean;
  isServicePoint(id: string): boolean;
  isArea(id: string): boolean;
  /** Whether the thing lies in the area or in one below it. */
  areaHolds(area: string, kind: 'branch' | 'node' | 'service-point', id: string): boolean;
}

export type Credentials = {
  readonly username: string | null;
  readonly password: string | null;
  readonly clientId: string;
  readonly loopback: boolean;
  /** Network address, null when unknown. */
  readonly from: string | null;
};

export type AccessRefusal = 'auth-required' | 'id-mismatch' | 'not-allowed';

/** Who may do what on the brokers; asked before anything is read. */
export interface Access {
  authenticate(
    credentials: Credentials,
  ): Promise<{ readonly ok: true; readonly identity: string } | { readonly ok: false; readonly reason: AccessRefusal }>;
  mayPublish(identity: string, topic: string): boolean;
  maySubscribe(identity: string, filter: string): boolean;
  /** Whether the `source` in a payload is one of the sources of this identity. */
  maySpeakFor(identity: string, source: string): boolean;
  /** Differs from what it was when an identity came in: it must show credentials again. */
  version?(identity: string): string;
  /** Calls back when credentials changed. Returns how to stop listening. */
  onChanged?(listener: () => void): () => void;
}

/** Something was turned away at the door: counted, and a security event where it matters; nothing is stored. */
export type DoorRefusal = {
  readonly reason: string;
  readonly identity: string | null;
  readonly detail: string;
  /** Network address, where it is known. */
  readonly from?: string | null;
};
