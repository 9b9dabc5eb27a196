/** What the page bench runs inside the page: when map, list and figures were painted, and which revision when. */

type Shown = { readonly revision: number; readonly paintedAt: number };

declare global {
  interface Window {
    shownRevisions?: Shown[];
  }
}

/** Leaves the time since navigation on the root element once the city is drawn and the figures are true. */
export function watchFirstPaint(): void {
  const isDrawn = (): boolean => {
    const figure = document.querySelector('.figure-first strong')?.textContent ?? '–';
    const canvas = document.querySelector<HTMLCanvasElement>('.map-canvas');
    return figure !== '–' && canvas !== null && canvas.width > 0 && document.querySelector('.outage-list') !== null;
  };
  const look = (): void => {
    if (!isDrawn()) return void requestAnimationFrame(look);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        document.documentElement.dataset.usefulPaintMs = String(performance.now());
      }),
    );
  };
  requestAnimationFrame(look);
}

/** Notes each revision the page shows, with the wall time of the frame after it. */
export function watchRevisions(): void {
  const shown: Shown[] = [];
  window.shownRevisions = shown;
  const look = (): void => {
    const revision = Number(document.querySelector<HTMLElement>('[data-revision]')?.dataset.revision ?? Number.NaN);
    if (revision > (shown.at(-1)?.revision ?? -1)) requestAnimationFrame(() => void shown.push({ revision, paintedAt: Date.now() }));
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: ['data-revision'] });
}

export const shownRevisions = (): Shown[] => window.shownRevisions ?? [];
