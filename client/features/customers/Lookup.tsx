/** One box for name, account, meter, phone or address; arrows choose, Enter opens the answer. */

import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWord } from '../../ui/useWord.ts';
import { AnswerPage } from './AnswerPage.tsx';
import { ResultList } from './ResultList.tsx';
import { UnmatchedCall } from './UnmatchedCall.tsx';
import { useCustomerSearch } from './useCustomerSearch.ts';

export function Lookup() {
  const t = useTranslations('customers');
  const word = useWord();
  const [text, setText] = useState('');
  const [place, setPlace] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const list = useId();
  const { answer, asking, typed } = useCustomerSearch(text);
  const items = answer?.ok ? answer.value.items : [];
  // An answer to an older text must not be opened by a quick Enter.
  const isCurrent = typed === text.trim();

  useEffect(() => box.current?.focus(), []);

  const again = (): void => {
    setChosen(null);
    setText('');
    setPlace(0);
    box.current?.focus();
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && items.length > 0) {
      event.preventDefault();
      setPlace((place + step + items.length) % items.length);
    } else if (event.key === 'Enter' && isCurrent && items[place]) {
      event.preventDefault();
      setChosen(items[place].id);
    } else if (event.key === 'Escape' && text !== '') {
      event.stopPropagation();
      again();
    }
  };

  return (
    <div className="desk-body">
      <div className="desk-search">
        <label className="label">
          <span>{t('search')}</span>
          <input
            ref={box}
            className="field"
            type="search"
            name="caller"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            role="combobox"
            aria-expanded={items.length > 0}
            aria-controls={list}
            aria-activedescendant={items[place] ? `${list}-${place}` : undefined}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setPlace(0);
            }}
            onKeyDown={onKey}
          />
        </label>
        <p className="muted" role="status">
          {asking ? t('searching') : answer?.ok ? t('found', { count: items.length }) : t('searchHint')}
        </p>
        {answer && !answer.ok && <p className="refusal">{t('failed', { message: word('refusal', answer.code) })}</p>}
        <ResultList id={list} items={items} active={place} chosen={chosen} onChoose={setChosen} />
        {answer?.ok && items.length === 0 && <UnmatchedCall key={typed} typed={typed} />}
      </div>
      {chosen !== null && <AnswerPage key={chosen} customer={chosen} onNext={again} />}
    </div>
  );
}
