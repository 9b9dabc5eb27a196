/** Who made the map data, always in view, with the link their licence asks for. */

const LINK = /,?\s*(https:\/\/\S+?)(?=[;,]|\s|$)/;

export function Attribution({ text }: { text: string }) {
  const address = LINK.exec(text)?.[1] ?? (text.includes('OpenStreetMap') ? 'https://www.openstreetmap.org/copyright' : null);
  const [first = '', ...rest] = text.replace(LINK, '').split(';');
  return (
    <p className="map-attribution" title={text}>
      {address === null ? (
        first
      ) : (
        <a href={address} target="_blank" rel="noreferrer">
          {first}
        </a>
      )}
      <span>{rest.join(';')}</span>
    </p>
  );
}
