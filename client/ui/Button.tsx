/** A button; when it cannot be used it says why, and stays reachable so that the reason can be read. */

import type { ReactNode, Ref } from 'react';

type Props = {
  children: ReactNode;
  onPress?: () => void;
  type?: 'button' | 'submit';
  strong?: boolean;
  plain?: boolean;
  /** Square, for one symbol; `label` names it then. */
  icon?: boolean;
  label?: string;
  hint?: string;
  shortcut?: string;
  pressed?: boolean;
  /** A sentence: why not now. */
  forbidden?: string | null;
  ref?: Ref<HTMLButtonElement>;
};

export function Button(props: Props) {
  const { children, onPress, type = 'button', strong, plain, icon, label, hint, shortcut, pressed, forbidden, ref } = props;
  return (
    <button
      ref={ref}
      type={type}
      className="button"
      data-strong={strong || undefined}
      data-plain={plain || undefined}
      data-icon={icon || undefined}
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={forbidden ? true : undefined}
      aria-keyshortcuts={shortcut}
      title={forbidden ?? hint ?? (label && shortcut ? `${label} (${shortcut})` : label)}
      onClick={(event) => {
        if (!forbidden) onPress?.();
        else event.preventDefault();
      }}
    >
      {children}
    </button>
  );
}
