/** The field over a table that lets through only rows with these words. */

type Props = { label: string; placeholder: string; text: string; onText(text: string): void };

export function FilterField({ label, placeholder, text, onText }: Props) {
  return (
    <input
      className="field filter-text"
      type="search"
      aria-label={label}
      placeholder={placeholder}
      value={text}
      onChange={(event) => onText(event.target.value)}
    />
  );
}
