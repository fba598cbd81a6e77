import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config.ts';
import { checkYaml } from '../../src/config/yaml-file.ts';
import { MonitorFile } from '../../src/config/monitor-file.ts';
import { ConfigError } from '../../src/shared/errors.ts';

const shipped = join(import.meta.dirname, '../../config');

async function mistakesIn(env: Record<string, string>): Promise<readonly string[]> {
  try {
    await readConfig(env);
    return [];
  } catch (thrown) {
    if (thrown instanceof ConfigError) return thrown.lines;
    throw thrown;
  }
}

describe('settings', () => {
  it('reads the shipped files with nothing set', async () => {
    const config = await readConfig({ CONFIG_DIR: shipped });
    expect(config.settings).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      DATABASE_URL: 'sqlite:./data/monitor.db',
      INGEST_WRITE_KEYS: [],
    });
    expect(config.monitor.alerts).toMatchObject({ early_days: 30, confirm_sweeps: 2 });
    expect(config.playbooks.playbooks.length).toBeGreaterThanOrEqual(14);
  });

  it.each([
    ['PORT', 'eighty', 'PORT: "eighty": no port number'],
    [
      'INGEST_WRITE_KEYS',
      'web=secret-1,clickup=secret-2',
      'INGEST_WRITE_KEYS: the value given: a key may be named as you like',
    ],
    [
      'INGEST_WRITE_KEYS',
      'secret-1,mobile=',
      'INGEST_WRITE_KEYS: the value given: a name without its key: write NAME=KEY',
    ],
    [
      'INGEST_WRITE_KEYS',
      'web=sha256:0badc0de',
      'INGEST_WRITE_KEYS: the value given: behind sha256: stand the 64 hexadecimal digits',
    ],
    ['PUBLIC_URL', 'example.com', 'PUBLIC_URL: "example.com": no address'],
    ['DATABASE_URL', 'mysql://x', 'DATABASE_URL: the value given: write sqlite:'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL: "loud": write one of'],
    ['SWEEP_CRON', 'hourly', 'SWEEP_CRON: "hourly": no cron expression'],
    ['DIGEST_CRON', '61 9 * * *', 'DIGEST_CRON: "61 9 * * *": no cron expression'],
    ['REPORT_CRON', '0 0 31 2 *', 'REPORT_CRON: "0 0 31 2 *": no cron expression'],
    ['PUBLIC_URL', 'ftp://example.com', 'PUBLIC_URL: "ftp://example.com": no address'],
    ['CLICKUP_TEAM_ID', 'acme', 'CLICKUP_TEAM_ID: "acme": the workspace id is a number'],
  ])('says of a wrong %s what to write instead', async (name, value, line) => {
    expect(await mistakesIn({ CONFIG_DIR: shipped, [name]: value })).toEqual([expect.stringContaining(line)]);
  });

  it('takes a write key in base64 for a key, not for a name', async () => {
    const { settings } = await readConfig({ CONFIG_DIR: shipped, INGEST_WRITE_KEYS: 'c2VjcmV0LXNlY3JldC0x==' });
    expect(settings.INGEST_WRITE_KEYS).toHaveLength(1);
  });

  it.each([
    [
      { OPENAI_MODEL: 'm' },
      /^OPENAI_API_KEY: missing: OPENAI_MODEL alone reaches no server: set OPENAI_API_KEY, or OPENAI_BASE_URL/,
    ],
    [{ OPENAI_API_KEY: 'sk-hush' }, /^OPENAI_MODEL: missing: name the model, or leave/],
    [{ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, /^OPENAI_MODEL: missing: /],
  ])('refuses half a model: %j', async (given, line) => {
    const lines = await mistakesIn({ CONFIG_DIR: shipped, ...given });
    expect(lines).toEqual([expect.stringMatching(line)]);
    expect(lines.join()).not.toContain('hush');
  });

  it.each([
    [{ OPENAI_MODEL: 'm', OPENAI_API_KEY: 'sk-1' }],
    [{ OPENAI_MODEL: 'm', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }],
    [{ OPENAI_MODEL: 'm', OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }],
    [{ OPENAI_MODEL: '' }],
  ])('takes a whole model, or none: %j', async (given) => {
    expect(await mistakesIn({ CONFIG_DIR: shipped, ...given })).toEqual([]);
  });

  it('never shows a secret in a mistake', async () => {
    expect((await mistakesIn({ CONFIG_DIR: shipped, DASHBOARD_TOKEN: 'hush' })).join()).not.toContain('hush');
  });

  it('takes an empty line of .env for not set', async () => {
    expect((await readConfig({ CONFIG_DIR: shipped, PUBLIC_URL: '', PORT: ' ' })).settings.PORT).toBe(3000);
  });

  it('tells all mistakes of all files at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fvm-config-'));
    await cp(shipped, folder, { recursive: true });
    await writeFile(
      join(folder, 'monitor.yaml'),
      'product: { name: X }\nclickup: { accounts_list: "1", alerts_list: two }\n',
    );
    await writeFile(join(folder, 'catalog.yaml'), '- { name: A, kind: sometimes }\n');
    const lines = await mistakesIn({ CONFIG_DIR: folder, PORT: 'x' });
    expect(lines).toEqual([
      expect.stringContaining('PORT:'),
      expect.stringMatching(/monitor\.yaml:1: product\.promise: missing: say in one sentence/),
      expect.stringMatching(/monitor\.yaml:2: clickup\.alerts_list: "two": write the id as digits/),
      expect.stringMatching(/catalog\.yaml:1: 0\.kind: "sometimes": /),
    ]);
    await rm(folder, { recursive: true });
  });

  it('names the folder when there is none', async () => {
    expect((await mistakesIn({ CONFIG_DIR: '/nowhere' })).join('\n')).toMatch(
      /\/nowhere\/monitor\.yaml: file not found: create it/,
    );
  });
});

describe('monitor.yaml', () => {
  const minimal = 'product: { name: X, promise: Y }\nclickup: { accounts_list: "1", alerts_list: "2" }\n';
  it.each([
    ['an unknown name', `${minimal}alertz: {}\n`, 'monitor.yaml:3: alertz: unknown name'],
    [
      'an impossible time',
      `${minimal}alerts:\n  hours: { from: "25:00", to: "16:00" }\n`,
      'monitor.yaml:4: alerts.hours.from: "25:00": no time of day',
    ],
    [
      'hours the wrong way round',
      `${minimal}alerts:\n  hours: { from: "17:00", to: "16:00" }\n`,
      'from must lie before to',
    ],
    [
      'an unknown zone',
      `${minimal}alerts:\n  time_zone: Mars/Base\n`,
      'monitor.yaml:4: alerts.time_zone: "Mars/Base": no IANA time zone',
    ],
    ['broken YAML', 'product: [\n', 'monitor.yaml:2: not YAML'],
    ['two files in one', `${minimal}---\n${minimal}`, 'monitor.yaml:1: not YAML: it holds more than one document'],
    [
      'a half number of days',
      `${minimal}alerts: { cooldown_days: 1.5 }\n`,
      'alerts.cooldown_days: 1.5: write a whole number of days',
    ],
    [
      'a cap that counts nothing',
      `${minimal}model: { monthly_cap_usd: 20 }\n`,
      'monthly_cap_usd needs usd_per_million_input and usd_per_million_output',
    ],
    [
      'half a price',
      `${minimal}model: { usd_per_million_input: 1 }\n`,
      'set both usd_per_million_input and usd_per_million_output, or neither',
    ],
  ])('refuses %s with its place and the way out', (_what, yaml, line) => {
    expect(checkYaml('monitor.yaml', yaml, MonitorFile)).toEqual({
      kind: 'refused',
      lines: [expect.stringContaining(line)],
    });
  });
});
