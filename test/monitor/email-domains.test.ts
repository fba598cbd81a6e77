import { checkYaml } from '../../src/config/yaml-file.ts';
import { FIELD_NAMES, MonitorFile } from '../../src/config/monitor-file.ts';
import { readAccountRow } from '../../src/monitor/account-in-file.ts';
import { readAccountTask } from '../../src/monitor/account-task.ts';
import type { Rules } from '../../src/monitor/rules.ts';
import { aTask, rules } from './conversation/talk.ts';

/** The three doors by which e-mail domains come in: what each understands, and what it says against the rest. */
interface Read {
  readonly domains: readonly string[];
  readonly says: string;
}

function fromTask(written: string): Read {
  const fields = Object.fromEntries(FIELD_NAMES.map((name) => [name, name])) as Rules['fields'];
  const statuses: Rules['statuses'] = { left: new Set(), paused: new Set(), excluded: new Set() };
  const context = { rules: rules({ fields, statuses, resolveTier: () => null }), people: [], zone: 'Etc/UTC' };
  const task = aTask({ description: `domains: ${written}` });
  const { account, complaints } = readAccountTask(task, { ...context, before: null, agentId: 1 });
  return { domains: account.domains, says: complaints.join() };
}

function fromFile(written: string): Read {
  const row = new Map(Object.entries({ account_id: 'acme', started_on: '2026-01-05', domains: written }));
  const reading = readAccountRow(row, { zone: 'Etc/UTC', resolveTier: () => null });
  return reading.kind === 'read' ? { domains: reading.account.domains, says: '' } : { domains: [], says: reading.why };
}

function fromSettings(written: string): Read {
  const minimal = 'product: { name: X, promise: Y }\nclickup: { accounts_list: "1", alerts_list: "2" }\n';
  const yaml = `${minimal}exclude: { email_domains: [${JSON.stringify(written)}] }\n`;
  const outcome = checkYaml('monitor.yaml', yaml, MonitorFile);
  return outcome.kind === 'read'
    ? { domains: outcome.value.exclude.email_domains, says: '' }
    : { domains: [], says: outcome.lines.join() };
}

const DOORS = [
  ['an account task', fromTask],
  ['an accounts file', fromFile],
  ['monitor.yaml', fromSettings],
] as const;

describe.each(DOORS)('e-mail domains in %s', (_where, read) => {
  it.each([
    ['foo.com', ['foo.com']],
    ['@foo.com', ['foo.com']],
    ['FOO.com', ['foo.com']],
    ['@foo.com; bar.example, Foo.com  mail.bar.example', ['foo.com', 'bar.example', 'mail.bar.example']],
    ['münchen.example', ['münchen.example']],
  ])('are understood however they are written: %s', (written, domains) => {
    expect(read(written)).toEqual({ domains, says: '' });
  });

  it.each(['*.foo.com', 'ann@foo.com', 'https://foo.com', 'foo'])(
    'that would match nobody are named, with the way out: %s',
    (written) => {
      const { domains, says } = read(written);
      expect(domains).toEqual([]);
      // A description's line loses the star, which marks a list there.
      expect(says).toContain(written.replace('*', ''));
      expect(says).toMatch(/write the part behind the @, e\.g\. example\.com; .*sub-domain/);
    },
  );
});

it('an empty domain in monitor.yaml is refused with what to write', () => {
  expect(fromSettings('').says).toMatch(/exclude\.email_domains\.0: "": write the part behind the @/);
});
