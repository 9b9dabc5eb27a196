/** The texts of the notices in both languages; only these variables, no personal data (rule M15). */

import type { NoticeKind } from '../../../shared/records/notification.ts';
import type { CustomerLocale } from '../customers/register.ts';

export type TextName = NoticeKind | 'fault-no-estimate' | 'unstable';

export type TextValues = {
  readonly area: string;
  readonly start: string;
  readonly end: string;
  readonly etr: string;
  readonly nextNews: string;
  readonly reason: string;
  readonly phone: string;
};

/** Kept with every message as proof of what was said (rule M14). */
export const TEMPLATE_VERSION = '1';

const chinese: Readonly<Record<TextName, string>> = {
  planned: '【供电】因{reason}，{start}至{end}{area}计划停电，请提前准备。咨询{phone}',
  maintenance: '【供电】因{reason}，{start}至{end}{area}计划停电，请提前准备。咨询{phone}',
  reminder: '【供电】提醒：{start}至{end}{area}计划停电，请提前准备。咨询{phone}',
  temporary: '【供电】因紧急检修，{start}至{end}{area}临时停电，敬请谅解。咨询{phone}',
  cancelled: '【供电】原定{start}{area}的停电已取消，不会停电。咨询{phone}',
  fault: '【供电】{area}{start}起因故障停电，抢修中，预计{etr}前恢复。咨询{phone}',
  'fault-no-estimate': '【供电】{area}{start}起因故障停电，正在查找原因，{nextNews}前再次通知。咨询{phone}',
  'etr-change': '【供电】{area}停电预计恢复时间改为{etr}，给您带来不便，谨致歉意。',
  'partly-restored': '【供电】{area}您所在部分已于{end}恢复供电。如仍无电请致电{phone}。',
  restored: '【供电】{area}已于{end}恢复供电。如仍无电请致电{phone}。',
  'still-out': '【供电】{area}已恢复供电。您家仍无电吗？请致电{phone}告知我们。',
  correction: '【供电】更正：此前关于{area}停电的通知有误，敬请谅解。咨询{phone}',
  unstable: '【供电】{area}供电暂不稳定，我们正在处理，稳定后再通知您。咨询{phone}',
};

const english: Readonly<Record<TextName, string>> = {
  planned: 'Planned work ({reason}): no supply in {area} {start}-{end}. Please prepare. Info {phone}',
  maintenance: 'Planned work ({reason}): no supply in {area} {start}-{end}. Please prepare. Info {phone}',
  reminder: 'Reminder: no supply in {area} {start}-{end}, planned work. Please prepare. Info {phone}',
  temporary: 'Urgent work: no supply in {area} {start}-{end}. Sorry for the short notice. Info {phone}',
  cancelled: 'The work in {area} on {start} is cancelled: your supply stays on. Info {phone}',
  fault: 'Fault: no supply in {area} since {start}. Crews are working, expected back by {etr}. Info {phone}',
  'fault-no-estimate': 'Fault: no supply in {area} since {start}. We are finding the cause, next news by {nextNews}. Info {phone}',
  'etr-change': '{area}: expected return of supply is now {etr}. We are sorry.',
  'partly-restored': 'Supply in your part of {area} is back since {end}. Still off? Call {phone}.',
  restored: 'Supply in {area} is back since {end}. Still off? Call {phone}.',
  'still-out': 'Supply in {area} is back. Are you still out? Please call {phone}.',
  correction: 'Correction: our message about no supply in {area} was wrong. We are sorry. Info {phone}',
  unstable: 'Supply in {area} is unstable. We are working on it and will write when it is steady. Info {phone}',
};

export function renderText(name: TextName, locale: CustomerLocale, values: TextValues): string {
  const text = locale === 'zh-CN' ? chinese[name] : english[name];
  const byName = new Map<string, string>(Object.entries(values));
  return text.replace(/\{(\w+)\}/g, (_whole, key: string) => byName.get(key) ?? '');
}

/** Parts an SMS is billed as: 70 or 160 characters, 67 or 153 each when split. */
export function segmentsOf(text: string): number {
  const latin = /^[\x20-\x7e\n]*$/.test(text);
  const [whole, split] = latin ? [160, 153] : [70, 67];
  return text.length <= whole ? 1 : Math.ceil(text.length / split);
}
