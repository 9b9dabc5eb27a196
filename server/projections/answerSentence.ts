/** The one sentence an agent says: the first line of the table that fits, filled from the record and nothing beyond it (rule C6). */

import type { AnswerSentence } from '../../shared/records/customer.ts';

/** Everything the sentence may speak of; times are already words in local time. */
export type Situation = {
  /** Somebody reported danger here. */
  readonly hazard: { readonly job: string | null } | null;
  readonly planned: { readonly line: string; readonly end: string; readonly noticeDate: string | null } | null;
  readonly confirmed: {
    readonly line: string;
    readonly start: string;
    readonly stage: Stage;
    readonly etr: string | null;
    readonly nextNews: string;
  } | null;
  readonly predicted: boolean;
  readonly unknown: boolean;
  /** The caller says that supply is off. */
  readonly saysOff: boolean;
  /** Supply came back within the last 24 hours, at this local time. */
  readonly backAt: string | null;
  readonly meterOn: boolean;
  readonly disconnected: boolean;
  /** Id of the contact, when the call was already taken. */
  readonly contact: string | null;
};

export type Stage = 'assessing' | 'crew-assigned' | 'crew-on-the-way' | 'crew-on-site' | 'repairing' | 'checking';

const STAGES: Readonly<Record<Stage, { readonly en: string; readonly zh: string }>> = {
  assessing: { en: 'we are assessing it', zh: '正在研判' },
  'crew-assigned': { en: 'a crew has the order', zh: '已派单' },
  'crew-on-the-way': { en: 'a crew is on the way', zh: '抢修人员正赶赴现场' },
  'crew-on-site': { en: 'a crew is on site', zh: '抢修人员已到现场' },
  repairing: { en: 'the repair is under way', zh: '正在抢修' },
  checking: { en: 'supply is being checked', zh: '正在核实复电' },
};

const SCRIPT = {
  en: 'is your main switch up, do the neighbours have light, does the meter show figures?',
  zh: '总开关是否合上，邻居是否有电，电表是否有显示？',
} as const;

/** The report has a number once the call is taken. */
const recorded = (contact: string | null): { readonly en: string; readonly zh: string } =>
  contact === null
    ? { en: 'your report will be recorded', zh: '将为您登记' }
    : { en: `your report ${contact} is recorded`, zh: `已登记${contact}` };

export function answerSentence(situation: Situation): AnswerSentence {
  const { hazard, planned, confirmed, backAt, contact } = situation;
  if (hazard) {
    const job = hazard.job;
    return {
      line: 1,
      en: `Please stay away and keep others away; a crew is called now${job ? `, job ${job}` : ''}.`,
      zh: `请远离并提醒他人远离，抢修人员已安排${job ? `，工单${job}` : ''}。`,
    };
  }
  if (planned) {
    const { line, end, noticeDate } = planned;
    return {
      line: 2,
      en: `Planned work on ${line} until ${end}; ${noticeDate ? `we told you on ${noticeDate}` : 'we are sorry you were not told'}.`,
      zh: `${line}计划检修，预计${end}结束；${noticeDate ? `已于${noticeDate}通知您` : '未能提前通知，深表歉意'}。`,
    };
  }
  if (confirmed) {
    const { line, start, stage, etr, nextNews } = confirmed;
    if (etr !== null)
      return {
        line: 3,
        en: `A fault on ${line} since ${start}; ${STAGES[stage].en}. Expected back by ${etr}, next news by ${nextNews}.`,
        zh: `${line}自${start}故障停电，${STAGES[stage].zh}，预计${etr}恢复，${nextNews}前再告知您。`,
      };
    return {
      line: 4,
      en: `A fault on ${line} since ${start}; we are assessing, next news by ${nextNews}.`,
      zh: `${line}自${start}故障停电，正在查找原因，${nextNews}前告知进展。`,
    };
  }
  if (situation.predicted)
    return {
      line: 5,
      en: 'There are reports near you and we are checking; your call helps, we will contact you.',
      zh: '您附近已有报修，正在核实，感谢反映，我们会与您联系。',
    };
  if (situation.unknown)
    return {
      line: 6,
      en: `Measurements from your area are lost, so we cannot see your supply; ${recorded(contact).en}.`,
      zh: `您所在区域监测信号中断，暂无法判断供电情况，${recorded(contact).zh}。`,
    };
  if (backAt !== null && situation.saysOff)
    return {
      line: 7,
      en: `Supply came back at ${backAt}; let us check yours together: ${SCRIPT.en}`,
      zh: `供电已于${backAt}恢复，请按提示检查：${SCRIPT.zh}`,
    };
  if (situation.meterOn && situation.saysOff)
    return {
      line: 8,
      en: `Your meter has supply; please check your main switch: ${SCRIPT.en}`,
      zh: `电表有电，请检查您的总开关：${SCRIPT.zh}`,
    };
  if (situation.disconnected)
    return {
      line: 9,
      en: 'Supply is off for account reasons; it returns within 24 h of settlement.',
      zh: '因账务原因停电，结清后24小时内恢复。',
    };
  return {
    line: 10,
    en: `No fault is known at your address; ${recorded(contact).en}.`,
    zh: `暂无您地址的停电记录，${recorded(contact).zh}。`,
  };
}
