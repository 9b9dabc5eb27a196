/** The opened menu: arrow keys, typing, Escape and focus as people expect of menus. */

import { DropdownMenu } from 'radix-ui';
import type { MenuProps } from './Menu.tsx';
import type { MenuEntry } from './menuEntries.ts';

function Entry({ entry }: { entry: MenuEntry }) {
  const mark = <DropdownMenu.ItemIndicator className="menu-mark">✓</DropdownMenu.ItemIndicator>;
  switch (entry.kind) {
    case 'label':
      return <DropdownMenu.Label className="menu-label">{entry.text}</DropdownMenu.Label>;
    case 'line':
      return <DropdownMenu.Separator className="menu-line" />;
    case 'item':
      return (
        <DropdownMenu.Item
          className="menu-item"
          disabled={Boolean(entry.forbidden)}
          title={entry.forbidden ?? undefined}
          onSelect={entry.run}
        >
          {entry.text}
        </DropdownMenu.Item>
      );
    case 'check':
      return (
        <DropdownMenu.CheckboxItem
          className="menu-item"
          checked={entry.checked}
          onCheckedChange={entry.run}
          onSelect={(event) => {
            if (entry.stay) event.preventDefault();
          }}
        >
          {mark}
          {entry.text}
        </DropdownMenu.CheckboxItem>
      );
    case 'choice':
      return (
        <DropdownMenu.RadioGroup value={entry.chosen ? 'chosen' : ''}>
          <DropdownMenu.RadioItem className="menu-item" value="chosen" lang={entry.lang} onSelect={entry.run}>
            {mark}
            {entry.text}
          </DropdownMenu.RadioItem>
        </DropdownMenu.RadioGroup>
      );
  }
}

const keyOf = (entry: MenuEntry): string => `${entry.kind} ${entry.kind === 'line' ? entry.key : entry.text}`;

export function OpenedMenu({ entries, children, className, icon, plain, label, hint, open, onOpen }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={onOpen}>
      <DropdownMenu.Trigger
        className={`button ${className ?? ''}`}
        data-icon={icon || undefined}
        data-plain={plain || undefined}
        aria-label={label}
        title={hint ?? label}
      >
        {children}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={5}>
          {entries.map((entry) => (
            <Entry key={keyOf(entry)} entry={entry} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
