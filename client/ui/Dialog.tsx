/** A native modal dialog with a title; Escape and the cross close it, focus returns to where it was. */

import { type ReactNode, useEffect, useId, useRef } from 'react';
import './dialog.css';

type Props = { title: string; closeLabel: string; onClose(): void; children: ReactNode; wide?: boolean };

export function Dialog({ title, closeLabel, onClose, children, wide }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const before = document.activeElement;
    ref.current?.showModal();
    // A dialog with a field begins in the field, not at the cross.
    ref.current?.querySelector<HTMLElement>('.dialog-body input')?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog
    <dialog
      ref={ref}
      className="dialog"
      data-wide={wide || undefined}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) ref.current?.close();
      }}
    >
      <div className="dialog-box">
        <header className="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" className="button" data-plain data-icon aria-label={closeLabel} onClick={() => ref.current?.close()}>
            ×
          </button>
        </header>
        <div className="dialog-body">{children}</div>
      </div>
    </dialog>
  );
}
