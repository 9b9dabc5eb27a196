/** Repairs: the board, crews over the hours, the storm view, and the way to the map. */

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useLocation } from 'wouter';
import * as z from 'zod';
import { useAddress } from '../../live/useAddress.ts';
import { Button } from '../../ui/Button.tsx';
import { Board } from './Board.tsx';
import { BoardBar } from './BoardBar.tsx';
import { CrewPlan } from './CrewPlan.tsx';
import { JobTexts } from './JobTexts.tsx';
import { MoveQuestion } from './MoveQuestion.tsx';
import { NewJob } from './NewJob.tsx';
import { StormView } from './StormView.tsx';
import { useBoardView } from './useBoardView.ts';
import { useMoves } from './useMoves.ts';
import './repairs.css';

const tabs = ['board', 'crews', 'storm'] as const;
const tabPart = z.enum(tabs);

function BoardTab() {
  const t = useTranslations('repairs');
  const view = useBoardView();
  const moves = useMoves();
  const [making, setMaking] = useState(false);
  const filtered = view.hidden.count > 0;
  return (
    <>
      <BoardBar view={view} onNew={() => setMaking(true)} />
      <Board
        view={view}
        moves={moves}
        empty={
          <div className="empty">
            <strong>{t(filtered ? 'emptyFilter' : 'emptyNone')}</strong>
            <span>{filtered ? t('emptyFilterWhat', { count: view.hidden.count }) : t('emptyNoneWhat')}</span>
          </div>
        }
      />
      <MoveQuestion moves={moves} />
      {making && <NewJob onClose={() => setMaking(false)} />}
    </>
  );
}

function Inside() {
  const t = useTranslations('repairs');
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useAddress('tab', tabPart);
  const tab = chosen ?? 'board';
  return (
    <section className="repairs">
      <nav className="repair-tabs no-print" aria-label={t('tabs')}>
        <div className="choice" role="group" aria-label={t('tabs')}>
          {tabs.map((name) => (
            <Button key={name} pressed={tab === name} onPress={() => setChosen(name === 'board' ? null : name)}>
              {t(`tab.${name}`)}
            </Button>
          ))}
        </div>
        <Button onPress={() => navigate('/map')}>{t('tab.map')}</Button>
      </nav>
      {tab === 'board' && <BoardTab />}
      {tab === 'crews' && <CrewPlan />}
      {tab === 'storm' && <StormView />}
    </section>
  );
}

export const RepairScreen = () => (
  <JobTexts>
    <Inside />
  </JobTexts>
);
