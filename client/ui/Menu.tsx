/** A button with a menu; the menu's machinery is fetched when the first one is opened, not with the page. */

import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { MenuEntry } from './menuEntries.ts';
import './menu.css';

const OpenedMenu = lazy(() => import('./OpenedMenu.tsx').then((module) => ({ default: module.OpenedMenu })));

export type MenuProps = {
  entries: readonly MenuEntry[];
  children: ReactNode;
  className?: string;
  icon?: boolean;
  plain?: boolean;
  label?: string;
  hint?: string;
  /** For menus that a key opens too. */
  open?: boolean;
  onOpen?(open: boolean): void;
};

export function Menu(props: MenuProps) {
  const [used, setUsed] = useState(false);
  const [ownOpen, setOwnOpen] = useState(false);
  const open = props.open ?? ownOpen;
  const setOpen = props.onOpen ?? setOwnOpen;
  const button = (
    <button
      type="button"
      className={`button ${props.className ?? ''}`}
      data-icon={props.icon || undefined}
      data-plain={props.plain || undefined}
      aria-label={props.label}
      aria-haspopup="menu"
      aria-expanded={false}
      title={props.hint ?? props.label}
      onClick={() => {
        setUsed(true);
        setOpen(true);
      }}
    >
      {props.children}
    </button>
  );
  if (!used && !open) return button;
  return (
    <Suspense fallback={button}>
      <OpenedMenu
        {...props}
        open={open}
        onOpen={(next) => {
          setUsed(true);
          setOpen(next);
        }}
      />
    </Suspense>
  );
}
