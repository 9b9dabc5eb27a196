/** Waits for something on the page instead of for a time. */

const PATIENCE_MS = 12_000;

/** The first truthy answer; rejects with the question when none comes. */
export async function until<T>(question: () => T | null | undefined | false): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = question();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`never came true: ${question}`);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

export const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
