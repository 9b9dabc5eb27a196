/** Local hour of a moment in the time zone of the network: nights take longer than days. */

/** A zone the platform does not know counts as UTC. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  const options = { hour: 'numeric', hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
  }
}

/** Takes epoch milliseconds, answers 0 to 23. */
export function localHourIn(timeZone: string): (at: number) => number {
  // Building one takes as long as thousands of uses; a start need not wait for it.
  let format: Intl.DateTimeFormat | null = null;
  return (at) => {
    format ??= formatFor(timeZone);
    return Number(format.format(at)) % 24;
  };
}
