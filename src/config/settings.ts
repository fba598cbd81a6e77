import { validate } from 'node-cron';
import { z } from 'zod';
import { LOG_LEVELS } from '../shared/logger.ts';
import { readWriteKeys, wrongWriteKeys } from '../shared/write-keys.ts';

/** The environment (CONTRACT section 3), read once. An empty value counts as not set, as in `.env` files. */

const Url = z
  .url({ protocol: /^https?$/, error: 'no address: write it with https:// in front' })
  .transform((url) => url.replace(/(?<!\/)\/+$/, ''));
const FIELDS = /^(\S+\s+){4,5}\S+$/;
const Cron = z
  .string()
  .refine((text) => FIELDS.test(text) && validate(text), 'no cron expression: write five fields, e.g. "0 * * * *"');
const DatabaseUrl = z
  .string()
  .regex(
    /^(sqlite:.+|postgres(ql)?:\/\/.+)$/,
    'write sqlite:./data/monitor.db or postgres://user:password@host/database',
  );

/** Sources whose events no key sends: ClickUp, which is read, and files. */
const NOT_SENT = ['clickup', 'import'];

export const Settings = z.object({
  CLICKUP_API_TOKEN: z.string().optional(),
  CLICKUP_API_URL: Url.default('https://api.clickup.com/api'),
  CLICKUP_TEAM_ID: z.string().regex(/^\d+$/, 'the workspace id is a number').optional(),
  PUBLIC_URL: Url.optional(),
  DATABASE_URL: DatabaseUrl.default('sqlite:./data/monitor.db'),
  CONFIG_DIR: z.string().default('./config'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: Url.optional(),
  OPENAI_MODEL: z.string().optional(),
  INGEST_WRITE_KEYS: z
    .string()
    .default('')
    .superRefine((setting, context) => {
      const wrong = wrongWriteKeys(setting);
      if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
    })
    .transform(readWriteKeys)
    .refine((keys) => keys.every(({ source }) => !NOT_SENT.includes(source)), {
      error: `a key may be named as you like, but not ${NOT_SENT.join(' or ')}`,
    }),
  INGEST_EVENTS_PER_SECOND: z.coerce
    .number({ error: 'no number' })
    .positive('write a number above 0, or leave it empty for no limit')
    .optional(),
  DASHBOARD_TOKEN: z.string().min(8, 'too short to protect anything: use at least 8 characters').optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'no port number' }).int('no port number').min(0).max(65_535).default(3000),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: `write one of ${LOG_LEVELS.join(', ')}` }).default('info'),
  SWEEP_CRON: Cron.default('0 * * * *'),
  DIGEST_CRON: Cron.default('0 9 * * 1-5'),
  REPORT_CRON: Cron.default('0 6 1 * *'),
  RECONCILE_CRON: Cron.default('*/5 * * * *'),
});
export type Settings = z.infer<typeof Settings>;

const KEY_AND_URL = 'OPENAI_API_KEY, or OPENAI_BASE_URL for a server that needs no key';

/** A model is a name and a server; half of that is a mistake, not a wish to do without. */
const WholeSettings = Settings.check(({ value, issues }) => {
  const { OPENAI_API_KEY: key, OPENAI_BASE_URL: url, OPENAI_MODEL: model } = value;
  if ((model !== undefined) === (key !== undefined || url !== undefined)) return;
  const [name, message] =
    model === undefined
      ? ['OPENAI_MODEL', 'name the model, or leave OPENAI_API_KEY and OPENAI_BASE_URL empty: then the templates draft']
      : ['OPENAI_API_KEY', `OPENAI_MODEL alone reaches no server: set ${KEY_AND_URL}, or leave OPENAI_MODEL empty`];
  issues.push({ code: 'custom', input: value, path: [name], message });
});

const SECRET = /TOKEN|KEY|PASSWORD|DATABASE_URL/;

export type SettingsOutcome =
  | { readonly kind: 'read'; readonly settings: Settings }
  | { readonly kind: 'refused'; readonly lines: readonly string[] };

/** One line for each wrong setting: its name, its value (secrets are never shown), the way out. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): SettingsOutcome {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = WholeSettings.safeParse(given);
  if (parsed.success) return { kind: 'read', settings: parsed.data };
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const value =
      given[name] === undefined ? 'missing' : SECRET.test(name) ? 'the value given' : JSON.stringify(given[name]);
    return `${name}: ${value}: ${issue.message}`;
  });
  return { kind: 'refused', lines };
}
