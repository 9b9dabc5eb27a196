/** What the board bench runs inside the page: when cards changed, and how long frames took. */

type Frames = { readonly times: number[]; running: boolean };

declare global {
  interface Window {
    boardFrames?: Frames;
  }
}

/** Wall time of the frame after the points of a card changed; null when they do not within five seconds. */
export function cardChange(id: string): Promise<number | null> {
  const points = (): string => document.querySelector(`.job-card[data-id="${id}"] .job-points`)?.textContent ?? '';
  const before = points();
  return new Promise((done) => {
    const look = (): void => {
      if (points() === before || points() === '') return;
      observer.disconnect();
      requestAnimationFrame(() => done(Date.now()));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    setTimeout(() => done(null), 5_000);
  });
}

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
