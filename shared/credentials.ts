/** How a request carries who asks: the session cookie of the page, or a bearer token. */

export const SESSION_COOKIE = 'relight_session';

export function cookieValue(header: string | undefined, name: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=') || null;
  }
  return null;
}

export function bearerToken(header: string | undefined): string | null {
  const match = /^Bearer ([\w.~+/=-]{8,4096})$/.exec(header ?? '');
  return match?.[1] ?? null;
}

/** The page's own address counts as ours while no list is given, so that a server behind any name works; a list makes it exact. */
export function originAllowed(origin: string, host: string | undefined, origins: readonly string[]): boolean {
  if (origins.includes(origin)) return true;
  return origins.length === 0 && host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}
