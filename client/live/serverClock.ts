/** Time as the server has it: ages and the page's clock never use the browser's own (rule T3). */

export type ServerClock = {
  /** Epoch milliseconds by the server's clock. */
  now(): number;
  /** Called with each delta. `speed`: seconds of server time a second, null = real time. */
  learn(asOfMs: number, speed: number | null): void;
  /** Browser minus server, milliseconds; null while unknown or when time is simulated. */
  browserAheadMs(): number | null;
};

export type ClockParts = { readonly monotonic: () => number; readonly wall: () => number };

export function createServerClock({ monotonic, wall }: ClockParts): ServerClock {
  let anchor: { asOf: number; at: number; speed: number; simulated: boolean } | null = null;
  const now = () => (anchor ? anchor.asOf + (monotonic() - anchor.at) * anchor.speed : wall());
  return {
    now,
    learn(asOfMs, speed) {
      anchor = { asOf: asOfMs, at: monotonic(), speed: speed ?? 1, simulated: speed !== null };
    },
    browserAheadMs: () => (anchor && !anchor.simulated ? wall() - now() : null),
  };
}
