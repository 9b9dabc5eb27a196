/** One POST with a limit on time and answer; null when it was not taken. */

const TIMEOUT_MS = 10_000;

export async function postJson(url: string, body: string, headers: Record<string, string> = {}): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { 'content-type': 'application/json', ...headers },
    });
    if (!response.ok) return null;
    const text = (await response.text()).slice(0, 10_000);
    return text.startsWith('{') ? JSON.parse(text) : {};
  } catch {
    return null;
  }
}
