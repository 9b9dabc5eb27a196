/** Writes moments for messages in the zone of the network: the time of today, date and time of another day. */

const format = (timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const all = { ...options, hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en-GB', { ...all, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...all, timeZone: 'UTC' });
  }
};

/** `18:30`, or `11-23 18:30` where that is another local day than `now`. */
export function createClockText(timeZone: string): (at: number, now: number) => string {
  const parts = format(timeZone, { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' });
  const read = (at: number): { readonly day: string; readonly time: string } => {
    const byType = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value]));
    return { day: `${byType.get('month')}-${byType.get('day')}`, time: `${byType.get('hour')}:${byType.get('minute')}` };
  };
  return (at, now) => {
    const { day, time } = read(at);
    return day === read(now).day ? time : `${day} ${time}`;
  };
}
