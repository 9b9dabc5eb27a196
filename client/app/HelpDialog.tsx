/** The keys that do something here and now. */

import { useTranslations } from 'use-intl';
import { Dialog } from '../ui/Dialog.tsx';
import { useKeyboard } from '../ui/useKeys.ts';

export function HelpDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations('shell');
  const shortcuts = useKeyboard().shortcuts();
  const seen = new Set<string>();
  return (
    <Dialog title={t('helpScreen')} closeLabel={t('close')} onClose={onClose} wide>
      <ul className="help">
        {shortcuts.map(({ keys, label }) => {
          if (seen.has(keys)) return null;
          seen.add(keys);
          return (
            <li key={keys}>
              <span>{label}</span>
              <span className="help-keys">
                {keys.split(' ').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </span>
            </li>
          );
        })}
        <li>
          <span>{t('escape')}</span>
          <span className="help-keys">
            <kbd>Esc</kbd>
          </span>
        </li>
      </ul>
      <p className="muted help-note">{t('helpLetters')}</p>
    </Dialog>
  );
}
