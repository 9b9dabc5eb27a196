/** The public page: works without scripts, renews itself, in English or Chinese. */

import type { PublicSnapshot } from '../../../shared/records/publicSnapshot.ts';

export type PublicLanguage = 'en' | 'zh-CN';

const WORDS = {
  en: {
    title: 'Power outages',
    asOf: (time: string) => `As of ${time}`,
    total: (out: string, of: string) => `${out} of ${of} customers are without power.`,
    none: 'No outage is known.',
    columns: ['Area', 'Customers without power', 'Since', 'Expected back'],
    elsewhere: 'Other places',
    unknown: 'not yet known',
    other: ['中文', 'zh-CN'],
  },
  'zh-CN': {
    title: '停电信息',
    asOf: (time: string) => `截至 ${time}`,
    total: (out: string, of: string) => `共 ${of} 户，目前停电 ${out} 户。`,
    none: '目前没有已知停电。',
    columns: ['区域', '停电户数', '开始时间', '预计恢复'],
    elsewhere: '其他地点',
    unknown: '尚未确定',
    other: ['English', 'en'],
  },
} as const;

const STYLE =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.4rem .6rem;border-bottom:1px solid}td:nth-child(2),th:nth-child(2){text-align:end}';

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES.get(sign) ?? '');

type Options = { readonly snapshot: PublicSnapshot; readonly language: PublicLanguage; readonly timeZone: string };

/** HTML; every name in it is escaped. */
export function buildPublicPage({ snapshot, language, timeZone }: Options): string {
  const words = WORDS[language];
  const number = new Intl.NumberFormat('en-US');
  const clock = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  const time = (at: string | null): string =>
    at === null ? words.unknown : `<time datetime="${at}">${safe(clock.format(new Date(at)))}</time>`;
  const rows = snapshot.areas.map(
    ({ name, customersOut, since, estimatedRestoration }) =>
      `<tr><th scope="row">${safe(name)}</th><td>${number.format(customersOut)}</td><td>${time(since)}</td><td>${time(estimatedRestoration)}</td></tr>`,
  );
  if (snapshot.customersOutElsewhere > 0)
    rows.push(
      `<tr><th scope="row">${words.elsewhere}</th><td>${number.format(snapshot.customersOutElsewhere)}</td><td></td><td></td></tr>`,
    );
  const table = `<table><thead><tr>${words.columns.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const [otherName, other] = words.other;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="30">
<title>${words.title} · ${safe(snapshot.network)}</title><style>${STYLE}</style></head>
<body><main><h1>${words.title}</h1><p>${safe(snapshot.network)} · ${words.asOf(time(snapshot.asOf))} · <a lang="${other}" href="?lang=${other}">${otherName}</a></p>
<p>${words.total(number.format(snapshot.customersOut), number.format(snapshot.customersTotal))}</p>
${rows.length > 0 ? table : `<p>${words.none}</p>`}</main></body></html>
`;
}
