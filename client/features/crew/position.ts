/** Where the phone is, when it knows and may tell; never waited for long. */

export type Position = { readonly lon: number; readonly lat: number };

const PATIENCE_MS = 4_000;
const FRESH_MS = 60_000;

/** Null when the phone does not know, may not tell, or is too slow. */
export function askPosition(geolocation: Geolocation | undefined = navigator.geolocation): Promise<Position | null> {
  if (!geolocation) return Promise.resolve(null);
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => resolve(null), PATIENCE_MS + 500);
    geolocation.getCurrentPosition(
      ({ coords }) => {
        clearTimeout(giveUp);
        resolve({ lon: coords.longitude, lat: coords.latitude });
      },
      () => {
        clearTimeout(giveUp);
        resolve(null);
      },
      { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: FRESH_MS },
    );
  });
}
