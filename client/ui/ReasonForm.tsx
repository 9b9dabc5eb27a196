/** A command that needs words: why, or what was said. */

import { useState } from 'react';
import type { Wish } from '../live/useCommand.ts';
import { WishForm } from './WishForm.tsx';

type Props = {
  readonly title: string;
  readonly label: string;
  /** Words may be left out. */
  readonly optional?: boolean;
  readonly wish: (text: string) => Wish;
  readonly onDone: () => void;
};

export function ReasonForm({ title, label, optional = false, wish, onDone }: Props) {
  const [text, setText] = useState('');
  const said = text.trim();
  return (
    <WishForm title={title} missing={said === '' && !optional ? label : null} wish={() => wish(said)} onDone={onDone}>
      <label className="label">
        <span>{label}</span>
        <textarea
          className="field"
          // biome-ignore lint/a11y/noAutofocus: the form opens on a press that asks for it
          autoFocus
          value={text}
          maxLength={2000}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
    </WishForm>
  );
}
