/** Settings: flag before environment before `relight.config.json` before default; a wrong value is an error that names it. */

import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const text = z.string().min(1);

const settings = {
  RELIGHT_HTTP_HOST: text.default('127.0.0.1'),
  RELIGHT_HTTP_PORT: port.default(3000),
  RELIGHT_MQTT_HOST: text.default('127.0.0.1'),
  RELIGHT_MQTT_PORT: port.default(11_883),
  RELIGHT_MQTT_CERT: text.optional(),
  RELIGHT_MQTT_KEY: text.optional(),
  RELIGHT_MQTT_URL: text.optional(),
  RELIGHT_SPARKPLUG: z.enum(['on', 'off']).default('on'),
  RELIGHT_SPARKPLUG_HOST_ID: text.default('relight'),
  RELIGHT_DATA_DIR: text.default('./data'),
  RELIGHT_CACHE_DIR: text.optional(),
  RELIGHT_DATABASE_URL: text.optional(),
  RELIGHT_REDIS_URL: text.optional(),
  RELIGHT_NETWORK: text.default('city'),
  RELIGHT_CLOCK: z.enum(['wall', 'simulated']).default('wall'),
  RELIGHT_CUSTOMERS: text.optional(),
  RELIGHT_TIME_ZONE: text.optional(),
  RELIGHT_LOCALE: z.enum(['en', 'zh-CN']).default('en'),
  RELIGHT_TOKEN: z.string().min(8, 'a token has at least 8 characters').optional(),
  RELIGHT_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  RELIGHT_ORIGINS: text.optional(),
  RELIGHT_TILE_URL: text.optional(),
  RELIGHT_SMS_URL: z.url().optional(),
  RELIGHT_VOICE_URL: z.url().optional(),
  RELIGHT_GATEWAY_SECRET: text.optional(),
  RELIGHT_RECEIPT_SECRET: text.optional(),
  RELIGHT_SMTP_URL: text.regex(/^smtps?:\/\//, 'is not smtp://… or smtps://…').optional(),
  RELIGHT_MAIL_FROM: text.default('relight@localhost'),
  RELIGHT_WEBHOOK_URL: z.url().optional(),
  RELIGHT_WECOM_URL: z.url().optional(),
  RELIGHT_DINGTALK_URL: z.url().optional(),
  RELIGHT_DINGTALK_SECRET: text.optional(),
  RELIGHT_DEMO: z.enum(['on', 'off']).default('off'),
} as const;

const schema = z.object(settings);
type Name = keyof typeof settings;
export type Config = Readonly<z.output<typeof schema>>;

/** Names that may also come as the path of a file holding the value. */
const SECRETS: readonly Name[] = [
  'RELIGHT_TOKEN',
  'RELIGHT_DATABASE_URL',
  'RELIGHT_MQTT_URL',
  'RELIGHT_REDIS_URL',
  'RELIGHT_GATEWAY_SECRET',
  'RELIGHT_RECEIPT_SECRET',
  'RELIGHT_SMTP_URL',
  'RELIGHT_WEBHOOK_URL',
  'RELIGHT_WECOM_URL',
  'RELIGHT_DINGTALK_URL',
  'RELIGHT_DINGTALK_SECRET',
];
/** Read by tests and the launcher only. */
const RESERVED = new Set(['RELIGHT_DATA', 'RELIGHT_CHROMIUM']);

const names = Object.keys(settings).filter((name): name is Name => name in settings);
const isName = (name: string): name is Name => Object.hasOwn(settings, name);

export type ConfigProblem = { readonly name: string; readonly problem: string };
export type ConfigResult =
  | { readonly ok: true; readonly config: Config; readonly warnings: readonly string[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

export type ConfigSources = {
  readonly flags: Readonly<Record<string, string | undefined>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder in which `relight.config.json` is looked for. */
  readonly folder: string;
};

function readFileSettings(folder: string, problems: ConfigProblem[]): Map<string, unknown> {
  const path = resolve(folder, 'relight.config.json');
  if (!existsSync(path)) return new Map();
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('is not an object');
    const entries = new Map<string, unknown>(Object.entries(parsed));
    for (const key of entries.keys()) if (!isName(key)) problems.push({ name: key, problem: 'unknown key in relight.config.json' });
    return entries;
  } catch (error) {
    problems.push({ name: 'relight.config.json', problem: error instanceof Error ? error.message : 'cannot be read' });
    return new Map();
  }
}

function secretFromFile(name: Name, env: ConfigSources['env'], problems: ConfigProblem[]): string | undefined {
  const path = SECRETS.includes(name) ? env[`${name}_FILE`] : undefined;
  if (!path) return undefined;
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    problems.push({ name: `${name}_FILE`, problem: `cannot read ${path}` });
    return undefined;
  }
}

/** Collects every setting; all problems are reported together. */
export function readConfig({ flags, env, folder }: ConfigSources): ConfigResult {
  const problems: ConfigProblem[] = [];
  const file = readFileSettings(folder, problems);
  const warnings = Object.keys(env)
    .filter((name) => name.startsWith('RELIGHT_') && !isName(name) && !RESERVED.has(name))
    .filter((name) => !SECRETS.some((secret) => `${secret}_FILE` === name))
    .map((name) => `${name} is not a setting of Relight; it is ignored`);
  const given: Record<string, unknown> = {};
  for (const name of names) {
    const value = flags[name] ?? env[name] ?? secretFromFile(name, env, problems) ?? file.get(name);
    if (value === undefined || value === '') continue;
    given[name] = typeof value === 'number' ? String(value) : value;
  }
  const parsed = schema.safeParse(given);
  if (!parsed.success) for (const issue of parsed.error.issues) problems.push({ name: issue.path.join('.'), problem: issue.message });
  if (problems.length > 0 || !parsed.success) return { ok: false, problems };
  return { ok: true, config: parsed.data, warnings };
}
