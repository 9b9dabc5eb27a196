/** The parts of the board that only reckon: where cards lie, which moves go, storm figures, kept views, texts in both languages. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDone, inCrewOrder, nextStep } from '../../client/features/crew/crewSteps.ts';
import { crewMessages } from '../../client/features/crew/messages.ts';
import { cardsBetween, layOut, neighbour } from '../../client/features/repairs/boardLayout.ts';
import { columnOf, columns, moveTo } from '../../client/features/repairs/columns.ts';
import { repairMessages } from '../../client/features/repairs/messages.ts';
import { dropView, keepView, readViews } from '../../client/features/repairs/savedViews.ts';
import { stormFigures } from '../../client/features/repairs/stormFigures.ts';
import type { Messages } from '../../client/ui/messagePair.ts';
import { jobStatus } from '../../shared/records/job.ts';
import { townCrew, townJob } from '../support/fakeRepairs.ts';

const now = Date.UTC(2026, 10, 21, 18, 20);
const MINUTE = 60_000;
const at = (ms: number) => new Date(ms).toISOString();

function flat(messages: Messages, before = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string') all.set(`${before}${key}`, value);
    else for (const [inner, text] of flat(value, `${before}${key}.`)) all.set(inner, text);
  }
  return all;
}
const names = (text: string) => new Set([...text.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1]));

describe('the layout of the board', () => {
  it('[R13] draws every card exactly once over a walk through all windows', () => {
    const lanes = fc.array(fc.record({ key: fc.uuid(), columns: fc.tuple(...columns.map(() => fc.array(fc.uuid(), { maxLength: 12 }))) }), {
      maxLength: 5,
    });
    fc.assert(
      fc.property(lanes, fc.integer({ min: 200, max: 1200 }), (some, window) => {
        const layout = layOut(some, new Set(), true);
        const seen = new Set<string>();
        for (let from = 0; from <= layout.height; from += window)
          for (const card of cardsBetween(layout, from, from + window)) seen.add(card.id);
        expect([...seen].sort()).toEqual([...new Set(layout.cards.map(({ id }) => id))].sort());
      }),
      { numRuns: 60 },
    );
  });

  it('folds a lane to its head', () => {
    const lane = { key: 'a', columns: columns.map((name) => [`${name}-1`, `${name}-2`]) };
    expect(layOut([lane], new Set(['a']), true).cards).toEqual([]);
    expect(layOut([lane], new Set(), true).cards).toHaveLength(16);
  });

  it('[K4] arrows lead to the card beside, over empty columns', () => {
    const lane = { key: '', columns: columns.map((name, index) => (index % 3 === 0 ? [`${name}-1`, `${name}-2`] : [])) };
    const layout = layOut([lane], new Set(), false);
    expect(neighbour(layout, 'new-2', 'ArrowRight')?.id).toBe('on-site-2');
    expect(neighbour(layout, 'new-2', 'ArrowUp')?.id).toBe('new-1');
    expect(neighbour(layout, 'new-1', 'ArrowLeft')).toBeNull();
  });
});

describe('[R2] moves', () => {
  it('put every status into one column', () => {
    for (const status of jobStatus.options) expect(columns).toContain(columnOf(townJob(1, now, { status })));
  });

  it('keep a job whose verification runs under energised, until it passed or a person gave a reason', () => {
    const verification = { state: 'running' as const, verified: 3, toVerify: 4, servicePointsDark: 1, dark: ['sp-1'] };
    const job = townJob(1, now, { status: 'verifying', verification });
    expect(columnOf(job)).toBe('energised');
    expect(columnOf({ ...job, verification: { ...verification, state: 'passed' } })).toBe('verified');
    const step = { ...job.steps[0]!, status: 'verifying' as const, reason: 'customer telephoned' };
    expect(columnOf({ ...job, steps: [step] })).toBe('verified');
    expect(moveTo(job, 'verified')).toEqual({ kind: 'refused', why: 'still-dark' });
  });

  it('[R14] close with a reason only over what a reason may overrule', () => {
    const closing = (missing: string[]) =>
      townJob(1, now, {
        status: 'verifying',
        missing,
        nextSteps: [{ status: 'closed', needsReason: false, blockedBy: missing[0] ?? null }],
      });
    expect(moveTo(closing(['verification-running']), 'closed')).toEqual({ kind: 'step', status: 'closed', needsReason: true });
    expect(moveTo(closing(['cause']), 'closed')).toEqual({ kind: 'refused', why: 'cause' });
    expect(moveTo(closing([]), 'closed')).toEqual({ kind: 'step', status: 'closed', needsReason: false });
  });
});

describe('the storm view', () => {
  it('reckons pace and forecast from what was done', () => {
    const done = (number: number) => {
      const base = townJob(number, now, { status: 'restored', clockZeroAt: at(now - 240 * MINUTE) });
      const step = base.steps[0]!;
      const steps = [
        { ...step, status: 'arrived' as const, at: at(now - 150 * MINUTE) },
        { ...step, status: 'restored' as const, at: at(now - 60 * MINUTE) },
      ];
      return { ...base, steps };
    };
    const jobs = [
      ...Array.from({ length: 8 }, (_, n) => done(n)),
      ...Array.from({ length: 6 }, (_, n) => townJob(20 + n, now, { status: 'created' })),
    ];
    const figures = stormFigures(jobs, [townCrew(1, now), townCrew(2, now, { status: 'off-duty' })], now);
    expect(figures.perHour).toBe(2);
    expect(figures.emptyAt).toBe(now + 180 * MINUTE);
    expect(figures.meanMinutes).toBe(90);
    expect(figures.crews.onDuty).toBe(1);
  });

  it('says nothing of the pace in the first half hour', () => {
    expect(stormFigures([townJob(1, now, { clockZeroAt: at(now - 10 * MINUTE) })], [], now).emptyAt).toBeNull();
  });
});

describe('the phone', () => {
  it('[R2] leads through the steps one by one, with what waits taken as done', () => {
    const job = townJob(1, now, { status: 'dispatched', crew: 'crew-1' });
    expect(nextStep(asDone(job, []))).toEqual({ kind: 'status', status: 'accepted' });
    const item = (status: 'accepted' | 'en-route', seq: number) => ({
      kind: 'command' as const,
      user: 'crew',
      at: now,
      seq,
      job: 'job:1',
      conflict: null,
      sent: false,
      command: { id: `c-${seq}`, type: 'job.setStatus' as const, job: 'job:1', status },
    });
    expect(nextStep(asDone(job, [item('accepted', 1)]))).toEqual({ kind: 'status', status: 'en-route' });
    expect(nextStep(asDone(job, [item('accepted', 1), item('en-route', 2)]))).toEqual({ kind: 'status', status: 'arrived' });
    const refused = { ...item('accepted', 1), conflict: { code: 'conflict', message: '' } };
    expect(nextStep(asDone(job, [refused]))).toEqual({ kind: 'status', status: 'accepted' });
    // Sent, but the line fell before the record came: the phone does not fall back.
    const sent = { ...item('en-route', 2), sent: true };
    expect(asDone(job, [sent])).toMatchObject({ status: 'en-route', waiting: 0 });
    const step = { ...job.steps[0]!, status: 'en-route' as const, at: at(now) };
    expect(asDone({ ...job, status: 'suspended', steps: [...job.steps, step] }, [sent]).status).toBe('suspended');
  });

  it('[R21] asks for "made safe" before anybody looks for the damage', () => {
    const hazard = { kind: 'wire-down' as const, call: null, text: null, guardedAt: null, guardedBy: null, safeAt: null, safeBy: null };
    expect(nextStep(asDone(townJob(1, now, { status: 'arrived', hazard }), []))).toEqual({ kind: 'made-safe' });
  });

  it('shows the job in work first, and none of other crews', () => {
    const job = (number: number, parts: object) => townJob(number, now, { status: 'dispatched', crew: 'crew-1', ...parts });
    const jobs = [job(1, { queuePlace: 1 }), job(2, { queuePlace: 0 }), job(3, { crew: 'crew-2' }), job(4, { status: 'closed' })];
    expect(inCrewOrder(jobs, 'crew-1').map(({ id }) => id)).toEqual(['job:2', 'job:1']);
  });
});

describe('kept views', () => {
  const shelf = () => {
    const kept = new Map<string, string>();
    return { kept, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  };
  it('are kept by name, replaced and forgotten; nonsense counts as none', () => {
    const box = shelf();
    keepView(box, { name: 'Late', search: 'only=late' });
    keepView(box, { name: 'Late', search: 'only=late&lanes=area' });
    expect(readViews(box)).toEqual([{ name: 'Late', search: 'only=late&lanes=area' }]);
    expect(dropView(box, 'Late')).toEqual([]);
    box.setItem('relight.repairViews', '{"__proto__":1');
    expect(readViews(box)).toEqual([]);
  });
});

describe.each([
  ['repairs', repairMessages],
  ['crew', crewMessages],
] as const)('[I1] texts of %s', (_name, pair) => {
  const english = flat(pair.en);
  const chinese = flat(pair['zh-CN']);
  it('have the same keys and placeholders in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of english) {
      const wanted = [...names(text)].filter((name) => name !== 'count' && name !== 'formatted').sort();
      expect([...names(chinese.get(key) ?? '')].filter((name) => name !== 'count' && name !== 'formatted').sort(), key).toEqual(wanted);
    }
  });
  it('have words for every status of a job', () => {
    for (const status of jobStatus.options) expect(english.has(`status.${status}`), status).toBe(true);
  });
});
