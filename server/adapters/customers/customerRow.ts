/** One line of a customer register, checked: what stops the import is an error, what can be left out is a warning. */

import * as z from 'zod';

const text = z.string().trim().min(1).max(400);
const optional = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);

const schema = z.object({
  id: text.max(200),
  servicePoint: text.max(200),
  account: optional(text.max(200)),
  meter: optional(text.max(200)),
  name: optional(text),
  phone: optional(z.string().max(60)),
  email: optional(z.string().max(200)),
  address: optional(text),
  locale: optional(z.string().max(40)),
  class: z.enum(['residential', 'commercial', 'industrial', 'public']).default('residential'),
  key: optional(
    z.object({
      reason: z.string().max(400).default(''),
      manager: optional(z.string().max(200)),
      backupMinutes: optional(z.number().nonnegative()),
      plan: optional(z.string().max(20_000)),
      level: optional(z.enum(['special', 'I', 'II', 'temporary'])),
    }),
  ),
  lifeSupport: optional(z.object({ attestedAt: z.string() })),
  yearlyKwh: optional(z.number().nonnegative()),
  /** Beside the contract's fields: what the customer wants and does not want, and the state of the account. */
  preferences: optional(
    z.object({
      sms: z.boolean().optional(),
      voice: z.boolean().optional(),
      email: z.boolean().optional(),
      push: z.boolean().optional(),
      optedOut: z.boolean().optional(),
      anyHour: z.boolean().optional(),
    }),
  ),
  disconnected: z.boolean().default(false),
});

type Checked = z.output<typeof schema>;
export type CustomerRow = Omit<Checked, 'locale'> & { readonly locale: 'en' | 'zh-CN' | null };

export type RowProblem = { readonly code: string; readonly what: string };
export type RowResult =
  | { readonly ok: true; readonly row: CustomerRow; readonly warnings: readonly RowProblem[] }
  | { readonly ok: false; readonly problem: RowProblem };

const EMAIL = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/;
const PHONE = /^(?=(?:\D*\d){5,20}\D*$)\+?[0-9 ().\-/]{5,32}$/;
const KNOWN = new Set(Object.keys(schema.shape));

function localeOf(given: string | null): 'en' | 'zh-CN' | null {
  if (given?.toLowerCase().startsWith('zh')) return 'zh-CN';
  return given?.toLowerCase().startsWith('en') ? 'en' : null;
}

export function checkRow(value: unknown): RowResult {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, problem: { code: 'not-an-object', what: 'a customer is a JSON object' } };
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') ?? '';
    const code = issue?.code === 'invalid_type' && !(String(issue.path[0]) in value) ? 'missing-field' : 'value-wrong';
    return { ok: false, problem: { code, what: `${field}: ${issue?.message ?? 'not understood'}` } };
  }
  const warnings: RowProblem[] = [];
  const { locale, ...rest } = parsed.data;
  let row: CustomerRow = { ...rest, locale: localeOf(locale) };
  if (row.phone !== null && !PHONE.test(row.phone)) {
    warnings.push({ code: 'phone-format', what: `${row.id}: left out` });
    row = { ...row, phone: null };
  }
  if (row.email !== null && !EMAIL.test(row.email)) {
    warnings.push({ code: 'email-format', what: `${row.id}: left out` });
    row = { ...row, email: null };
  }
  if (row.lifeSupport && Number.isNaN(Date.parse(row.lifeSupport.attestedAt))) {
    // Somebody whose date cannot be read stays protected, and stands first in the review list (rule K8).
    warnings.push({ code: 'time-format', what: `${row.id}: attestedAt` });
    row = { ...row, lifeSupport: { attestedAt: '1970-01-01T00:00:00.000Z' } };
  }
  for (const field of Object.keys(value)) if (!KNOWN.has(field)) warnings.push({ code: 'field-unknown', what: field });
  return { ok: true, row, warnings };
}
