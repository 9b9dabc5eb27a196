/** Keys: which one was meant, sequences, and who takes it first. */

import { describe, expect, it, vi } from 'vitest';
import { createKeyboard, keyName } from '../../client/ui/keyboard.ts';

const press = (parts: Partial<KeyboardEvent>): KeyboardEvent =>
  ({ key: '', code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false, ...parts }) as KeyboardEvent;

describe('a key press', () => {
  it.each([
    [{ key: 'a' }, 'a'],
    [{ key: 'A', shiftKey: true }, 'Shift A'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: 'k', ctrlKey: true }, 'Ctrl K'],
    [{ key: 'k', metaKey: true }, 'Ctrl K'],
    [{ key: ' ' }, 'Space'],
    [{ key: 'Escape' }, 'Escape'],
  ])('%j is %s', (event, name) => expect(keyName(press(event))).toBe(name));

  it('[K2] with an input method on, the physical key counts; while composing, none', () => {
    expect(keyName(press({ key: 'Process', code: 'KeyJ' }))).toBe('j');
    expect(keyName(press({ key: 'Process', code: 'Slash', shiftKey: true }))).toBe('?');
    expect(keyName(press({ key: 'j', isComposing: true }))).toBeNull();
  });
});

describe('the keyboard', () => {
  it('gives a key to the newest listener that wants it, and knows sequences', () => {
    const keyboard = createKeyboard();
    const first = vi.fn(() => undefined);
    const second = vi.fn(() => false);
    const go = vi.fn(() => undefined);
    keyboard.add([{ keys: 'o', label: '', run: first }]);
    const take = keyboard.add([{ keys: 'o', label: '', run: second }]);
    keyboard.add([{ keys: 'g o', label: '', run: go }]);
    expect(keyboard.press('o', 0)).toBe(true);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
    expect(keyboard.press('g', 10)).toBe(true);
    expect(keyboard.press('o', 200)).toBe(true);
    expect(go).toHaveBeenCalledTimes(1);
    take();
    expect(keyboard.press('g', 300)).toBe(true);
    expect(keyboard.press('o', 9_000)).toBe(true);
    expect(go).toHaveBeenCalledTimes(1);
    expect(keyboard.press('q', 9_100)).toBe(false);
  });
});
