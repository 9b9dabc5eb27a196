/** The sentence to say: each line of the table, in both languages, and which one comes first. */

import { expect, it } from 'vitest';
import { answerSentence, type Situation } from '../../../server/projections/answerSentence.ts';

const nothing: Situation = {
  hazard: null,
  planned: null,
  confirmed: null,
  predicted: false,
  unknown: false,
  saysOff: false,
  backAt: null,
  meterOn: false,
  disconnected: false,
  contact: null,
};
const fault = { line: 'Pocitos 3', start: '14:05', stage: 'crew-on-the-way', etr: '18:30', nextNews: '15:00' } as const;

const lines: readonly (readonly [line: number, given: Partial<Situation>, en: string, zh: string])[] = [
  [
    1,
    { hazard: { job: 'job:7' } },
    'Please stay away and keep others away; a crew is called now, job job:7.',
    '请远离并提醒他人远离，抢修人员已安排，工单job:7。',
  ],
  [
    2,
    { planned: { line: 'Pocitos 3', end: '16:00', noticeDate: '01-05 09:00' } },
    'Planned work on Pocitos 3 until 16:00; we told you on 01-05 09:00.',
    'Pocitos 3计划检修，预计16:00结束；已于01-05 09:00通知您。',
  ],
  [
    2,
    { planned: { line: 'Pocitos 3', end: '16:00', noticeDate: null } },
    'Planned work on Pocitos 3 until 16:00; we are sorry you were not told.',
    'Pocitos 3计划检修，预计16:00结束；未能提前通知，深表歉意。',
  ],
  [
    3,
    { confirmed: fault },
    'A fault on Pocitos 3 since 14:05; a crew is on the way. Expected back by 18:30, next news by 15:00.',
    'Pocitos 3自14:05故障停电，抢修人员正赶赴现场，预计18:30恢复，15:00前再告知您。',
  ],
  [
    4,
    { confirmed: { ...fault, etr: null } },
    'A fault on Pocitos 3 since 14:05; we are assessing, next news by 15:00.',
    'Pocitos 3自14:05故障停电，正在查找原因，15:00前告知进展。',
  ],
  [
    5,
    { predicted: true },
    'There are reports near you and we are checking; your call helps, we will contact you.',
    '您附近已有报修，正在核实，感谢反映，我们会与您联系。',
  ],
  [
    6,
    { unknown: true, contact: 'taken-4' },
    'Measurements from your area are lost, so we cannot see your supply; your report taken-4 is recorded.',
    '您所在区域监测信号中断，暂无法判断供电情况，已登记taken-4。',
  ],
  [
    7,
    { backAt: '13:10', saysOff: true },
    'Supply came back at 13:10; let us check yours together: is your main switch up, do the neighbours have light, does the meter show figures?',
    '供电已于13:10恢复，请按提示检查：总开关是否合上，邻居是否有电，电表是否有显示？',
  ],
  [
    8,
    { meterOn: true, saysOff: true },
    'Your meter has supply; please check your main switch: is your main switch up, do the neighbours have light, does the meter show figures?',
    '电表有电，请检查您的总开关：总开关是否合上，邻居是否有电，电表是否有显示？',
  ],
  [
    9,
    { disconnected: true },
    'Supply is off for account reasons; it returns within 24 h of settlement.',
    '因账务原因停电，结清后24小时内恢复。',
  ],
  [10, {}, 'No fault is known at your address; your report will be recorded.', '暂无您地址的停电记录，将为您登记。'],
];

it.each(lines)('[C6] line %i says no more than the record', (line, given, en, zh) => {
  expect(answerSentence({ ...nothing, ...given })).toEqual({ line, en, zh });
});

it('[C6] the first line that fits is said', () => {
  const all: Situation = {
    hazard: { job: null },
    planned: { line: 'x', end: 'y', noticeDate: null },
    confirmed: fault,
    predicted: true,
    unknown: true,
    saysOff: true,
    backAt: '13:10',
    meterOn: true,
    disconnected: true,
    contact: null,
  };
  const steps: Partial<Situation>[] = [
    {},
    { hazard: null },
    { planned: null },
    { confirmed: { ...fault, etr: null } },
    { confirmed: null },
    { predicted: false },
    { unknown: false },
    { backAt: null },
    { meterOn: false },
    { disconnected: false },
  ];
  let situation = all;
  const said = steps.map((step) => {
    situation = { ...situation, ...step };
    return answerSentence(situation).line;
  });
  expect(said).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

it('[C6] who does not say that supply is off is not sent to the main switch', () => {
  expect(answerSentence({ ...nothing, backAt: '13:10', meterOn: true }).line).toBe(10);
});
