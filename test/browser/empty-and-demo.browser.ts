import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { buildWorld, eventually, freePort, type World } from '../end-to-end/world.ts';
import { axeFindings, openBrowser, overhang, screenshot, visit } from './browser.ts';
import { comparedFigures } from './figures.ts';

/** The two smallest data sets: nothing at all, and the story of the demo. */

const PAGES = ['/', '/activation', '/quality'];
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function lookAt(url: string, path: string, name: string): Promise<void> {
  const { page, complaints } = await visit(browser, url, path, { viewport: DESKTOP });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect({ path, colorScheme, axe: await axeFindings(page) }).toEqual({ path, colorScheme, axe: [] });
    await screenshot(page, `${name}-${colorScheme}`);
  }
  expect({ path, complaints }).toEqual({ path, complaints: [] });
  await page.context().close();
  const { page: held } = await visit(browser, url, path, { viewport: PHONE, isMobile: true });
  expect({ path, overhang: await overhang(held) }).toEqual({ path, overhang: 0 });
  await held.context().close();
}

describe('before anything was received', () => {
  let world: World;
  beforeAll(async () => {
    world = await buildWorld();
  });
  afterAll(() => world.close());

  it('every page says what is missing', async () => {
    const service = await world.serve();
    for (const path of PAGES) await lookAt(service.url, path, `empty${path.replace('/', '-')}`);
    const words = await Promise.all(PAGES.map(async (path) => (await fetch(`${service.url}${path}`)).text()));
    expect(words[0]).toContain('No accounts yet');
    expect(words[1]).toContain('No account to count');
    expect(words[2]).toContain('Nothing was ever received');
    expect(await comparedFigures(browser, service.url)).toMatchObject({ accounts: 0, different: [] });
    await service.stop();
  });
});

describe('the demo', () => {
  let demo: ChildProcess;
  let url: string;
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    demo = spawn(process.execPath, ['bin/first-value-monitor.js', 'demo', '--port', String(port)], {
      cwd: join(import.meta.dirname, '../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    demo.stdout?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    await eventually(async () => told.includes('Dashboard '), 300_000);
  }, 320_000);
  afterAll(() => {
    demo.kill('SIGTERM');
  });

  it('answers from the pages alone who needs me, are we faster, where do they get stuck', async () => {
    for (const path of [...PAGES, '/accounts/wren', '/accounts/juniper'])
      await lookAt(url, path, `demo${path.replaceAll('/', '-')}`);
    const { page } = await visit(browser, url, '/');
    expect(await page.locator('table.accounts').first().textContent()).toContain('Gone dark');
    await page.goto(`${url}/activation`);
    expect(await page.locator('#cohorts').count()).toBe(1);
    expect(await page.locator('#funnel').count()).toBe(1);
    await page.context().close();
  });

  it('prints the figures of /api on every page', async () => {
    const { compared, different } = await comparedFigures(browser, url);
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(300);
  });
});
