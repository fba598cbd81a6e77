import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inviteGuest, SPACE } from '../../src/cli/demo/workspace.ts';
import { buildWorld, type CommandResult, type ServiceProcess, type World, WRITE_KEY } from '../end-to-end/world.ts';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'docs/sources');

/** The fenced blocks of a page, by the language they name. */
interface Block {
  readonly language: string;
  readonly text: string;
}
const blocksOf = (page: string): readonly Block[] =>
  [...readFileSync(join(folder, page), 'utf8').matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(
    ([, language = '', text = '']) => ({ language, text }),
  );

let world: World;
beforeAll(async () => {
  world = await buildWorld();
  const fields = { 'Account ID': 'acme', 'Use case': 'Plan sprints', CSM: 'cara', 'Onboarding lead': 'lena' };
  await world.addAccount({ name: 'Acme', fields: { ...fields, 'Onboarding list': await workOfGuest() } });
}, 60_000);

/** A list in which a guest has finished two of three tasks, after a word on one of them. */
async function workOfGuest(): Promise<string> {
  const guest = world.standIn.as(await inviteGuest(world.standIn));
  const tara = world.standIn.as(world.workspace.tokens.tara);
  const list = await tara.post<{ id: string }>(`/v2/space/${SPACE}/list`, { name: 'Acme onboarding' });
  const make = (name: string) => guest.post<{ id: string }>(`/v2/list/${list.id}/task`, { name });
  const [first, second] = [await make('Import the contacts'), await make('Invite the team'), await make('Go live')];
  await guest.post(`/v2/task/${first.id}/comment`, { comment_text: 'Done soon', notify_all: false });
  for (const { id } of [first, second]) await guest.put(`/v2/task/${id}`, { status: 'complete' });
  return list.id;
}
afterAll(() => world?.close());

describe.each(readdirSync(folder))('the page docs/sources/%s', (page) => {
  const blocks = blocksOf(page);
  let service: ServiceProcess;
  let database: Record<string, string>;
  beforeAll(async () => {
    database = { DATABASE_URL: `sqlite:${join(world.folder, `${page}.db`)}` };
    service = await world.serve(database);
  }, 60_000);
  afterAll(() => service?.stop());

  it('says what happens when its lines are run, in their order', async () => {
    for (const { language, text } of blocks) {
      if (language === 'js') expect(await runScript(text, service.url)).toEqual({ code: 0, out: '', err: '' });
      else if (language === 'csv') await writeFile(join(world.folder, 'events.csv'), text);
      else if (language === 'yaml') await writeFile(join(world.folder, 'plans.yaml'), text);
      else for (const { command, says } of sessionsIn(text)) expect(await printed(command, database)).toMatch(says);
    }
    expect(blocks.length).toBeGreaterThanOrEqual(2);
  }, 120_000);
});

const printed = async (command: readonly string[], given: Record<string, string>): Promise<string> =>
  (await world.run(command, given)).out;

interface Session {
  readonly command: readonly string[];
  readonly says: RegExp;
}

/** Each `$ npx first-value-monitor …` with the lines below it. */
function sessionsIn(text: string): readonly Session[] {
  return text
    .split(/^\$ npx first-value-monitor /m)
    .slice(1)
    .map((each) => {
      const [command = '', ...says] = each.trimEnd().split('\n');
      return { command: command.split(' '), says: patternOf(says) };
    });
}

/** A line of dots stands for any lines, dots in a line for any text; the program does not break a line before %. */
function patternOf(lines: readonly string[]): RegExp {
  const patterns = lines.map((line) => {
    if (line === '…') return '(?:.*\\n)*';
    return `${literally(line).replaceAll('…', '.*').replaceAll(' ', '[ \u00a0]')}\\n`;
  });
  return new RegExp(`^${patterns.join('')}$`);
}

/** The script as it stands on the page, but for the address and the key. */
function runScript(text: string, url: string): Promise<CommandResult> {
  const script = text.replace('https://monitor.example.com', url).replace('one of INGEST_WRITE_KEYS', WRITE_KEY);
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH };
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: root, env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
