/** Keys of the page: which one was meant, whatever the keyboard or input method reports, and who listens (rules K1–K3). */

/** A key as it is written in help: "a", "Shift A", "g o", "Ctrl K", "?", "[", "Escape". */
export type KeyName = string;

const PUNCTUATION = new Map([
  ['Slash', '/'],
  ['BracketLeft', '['],
  ['BracketRight', ']'],
  ['Period', '.'],
  ['Space', 'Space'],
  ['Equal', '='],
  ['Minus', '-'],
]);

const PRINTED_WITH_SHIFT = /^[?+*:!"]$/;

/** With a Chinese input method active the browser says "Process": then the physical key counts (rule K2). */
function letterOf(event: KeyboardEvent): string {
  const { key, code } = event;
  if (key !== 'Process' && key !== 'Unidentified' && key !== 'Dead') return key === ' ' ? 'Space' : key;
  if (code.startsWith('Key')) return code.slice(3).toLowerCase();
  if (code.startsWith('Digit')) return code.slice(5);
  if (code === 'Slash' && event.shiftKey) return '?';
  return PUNCTUATION.get(code) ?? code;
}

/** Null when no shortcut can be meant. */
export function keyName(event: KeyboardEvent): KeyName | null {
  if (event.isComposing) return null;
  const letter = letterOf(event);
  if (letter === 'Shift' || letter === 'Control' || letter === 'Alt' || letter === 'Meta') return null;
  if (event.altKey) return null;
  const upper = letter.length === 1 ? letter.toUpperCase() : letter;
  if (event.ctrlKey || event.metaKey) return `Ctrl ${upper}`;
  if (event.shiftKey && !PRINTED_WITH_SHIFT.test(letter)) return `Shift ${upper}`;
  return letter.length === 1 ? letter.toLowerCase() : letter;
}

/** Inside fields letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

export const isLetterKey = (name: KeyName): boolean => !name.startsWith('Ctrl ') && name !== 'Escape';

export type Shortcut = {
  readonly keys: KeyName;
  /** What it does, in words of the reader, for the help dialog. */
  readonly label: string;
  /** Returns false to let others have the key. */
  readonly run: () => boolean | undefined;
};

export type Keyboard = {
  /** Later registrations go first; returns how to take them back. */
  add(shortcuts: readonly Shortcut[]): () => void;
  shortcuts(): readonly Shortcut[];
  /** True when somebody took the key. */
  press(name: KeyName, monotonicNow: number): boolean;
};

const SEQUENCE_MS = 1_500;

export function createKeyboard(): Keyboard {
  const groups: (readonly Shortcut[])[] = [];
  let first: { name: KeyName; at: number } | null = null;
  const shortcuts = () => groups.toReversed().flat();
  return {
    add(group) {
      groups.push(group);
      return () => {
        const at = groups.indexOf(group);
        if (at >= 0) groups.splice(at, 1);
      };
    },
    shortcuts,
    press(name, now) {
      const sequence = first && now - first.at < SEQUENCE_MS ? `${first.name} ${name}` : null;
      first = null;
      const all = shortcuts();
      for (const wanted of sequence ? [sequence, name] : [name]) {
        for (const shortcut of all) if (shortcut.keys === wanted && shortcut.run() !== false) return true;
      }
      if (!all.some((shortcut) => shortcut.keys.startsWith(`${name} `))) return false;
      first = { name, at: now };
      return true;
    },
  };
}
