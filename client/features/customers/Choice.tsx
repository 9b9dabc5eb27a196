/** One of a few words, chosen from a list. */

type Props<T extends string> = { label: string; value: T; options: readonly T[]; word(option: T): string; onChoose(option: T): void };

export function Choice<T extends string>({ label, value, options, word, onChoose }: Props<T>) {
  return (
    <label className="label">
      <span>{label}</span>
      <select
        className="field"
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option === event.target.value);
          if (chosen !== undefined) onChoose(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {word(option)}
          </option>
        ))}
      </select>
    </label>
  );
}
