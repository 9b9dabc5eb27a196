/** What the board bench runs inside the page: when cards changed, and how long frames took. */

type CardChange = { readonly id: string; readonly at: number };
type Frames = { readonly times: number[]; running: boolean };

declare global {
  interface Window {
    cardChanges?: CardChange[];
    boardFrames?: Frames;
  }
}

/** Notes the points of each card and the wall time of the frame after they changed. */
export function watchCards(): void {
  const changes: CardChange[] = [];
  window.cardChanges = changes;
  const shown = new Map<string, string>();
  const look = (): void => {
    for (const card of document.querySelectorAll<HTMLElement>('.job-card')) {
      const id = card.dataset.id ?? '';
      const points = card.querySelector('.job-points')?.textContent ?? '';
      const before = shown.get(id);
      shown.set(id, points);
      if (before !== undefined && before !== points) requestAnimationFrame(() => void changes.push({ id, at: Date.now() }));
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}

export const cardChanges = (): CardChange[] => window.cardChanges ?? [];

export function watchFrames(): void {
  if (window.boardFrames) window.boardFrames.running = false;
  const frames: Frames = { times: [], running: true };
  window.boardFrames = frames;
  const note = (at: number): void => {
    frames.times.push(at);
    if (frames.running) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

/** Share of the time that was spent in frames longer than 50 ms. */
export function frameShare(): { share: number; frames: number; longest: number; seconds: number } {
  const { times } = window.boardFrames ?? { times: [] };
  const spans = times.slice(1).map((at, index) => at - (times[index] ?? at));
  const total = spans.reduce((sum, span) => sum + span, 0);
  const slow = spans.filter((span) => span > 50).reduce((sum, span) => sum + span, 0);
  return { share: slow / total, frames: spans.length, longest: Math.max(...spans), seconds: Math.round(total / 1000) };
}
