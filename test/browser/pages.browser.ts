import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { multiply } from '../../bench/multiply.ts';
import { openDatabase } from '../../src/storage/engine.ts';
import { buildWorld, type ServiceProcess, type World } from '../end-to-end/world.ts';
import { axeFindings, openBrowser, overhang, screenshot, visit } from './browser.ts';
import { comparedFigures } from './figures.ts';
import { HOSTILE_NAME, writePortfolio } from './portfolio.ts';

/** A portfolio comes in by the commands `import`, the real service shows it, and a real browser looks. */

/** So many are imported; of more accounts the others are copies of them, with other names, ids and events of their own. */
const IMPORTED = 1_000;

const ACCOUNTS = Number(process.env.FVM_ACCOUNTS ?? 400);
/** Of 50,000 accounts each new question takes its time. */
const LONG_MS = 600_000;
const PAGES = [
  ['today', '/'],
  ['today-filtered', '/?csm=cara%40sprintly.example&state=stalled'],
  ['activation', '/activation'],
  ['activation-weeks', '/activation?cohort=week&tier=enterprise'],
  ['behind', '/?figure=not_yet'],
  ['quality', '/quality'],
  ['account', '/accounts/account-4'],
  ['account-hostile', '/accounts/account-0'],
  ['time-zone', '/time-zone'],
] as const;

let browser: Browser;
let world: World;
let service: ServiceProcess;
beforeAll(async () => {
  browser = await openBrowser();
  world = await buildWorld();
  const files = await writePortfolio(world.folder, Math.min(ACCOUNTS, IMPORTED), Date.now());
  for (const kind of ['accounts', 'plans', 'events'] as const)
    expect(await world.run(['import', kind, files[kind]])).toMatchObject({ code: 0 });
  const database = openDatabase(`sqlite:${join(world.folder, 'monitor.db')}`);
  await multiply(database, ACCOUNTS / IMPORTED);
  await database.db.destroy();
  service = await world.serve();
}, 3_600_000);
afterAll(async () => {
  await service.stop();
  await world.close();
  await browser.close();
});

it(
  'shows the very first visitor a page that turns into the list by itself',
  async () => {
    const { page, complaints } = await visit(browser, service.url, '/', { javaScriptEnabled: false });
    expect(complaints).toEqual([]);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Who needs you today');
    await page.context().close();
  },
  LONG_MS,
);

it(
  'prints the figures of /api on every page',
  async () => {
    const { accounts, compared, different } = await comparedFigures(browser, service.url);
    expect(different).toEqual([]);
    expect(accounts).toBeGreaterThan(ACCOUNTS * 0.9);
    expect(compared).toBeGreaterThan(500);
  },
  LONG_MS,
);

const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  it.each(PAGES)(
    'the page %s loads without a complaint and axe finds nothing',
    async (name, path) => {
      const { page, complaints } = await visit(browser, service.url, path, { colorScheme, viewport: SIZES.desktop });
      expect(complaints).toEqual([]);
      expect(await axeFindings(page)).toEqual([]);
      await screenshot(page, `${name}-${colorScheme}`);
      await page.context().close();
    },
    LONG_MS,
  );
});

it.each(PAGES)(
  'the page %s fits a phone, and axe finds nothing there',
  async (name, path) => {
    const { page, complaints } = await visit(browser, service.url, path, { viewport: SIZES.phone, isMobile: true });
    expect({ complaints, overhang: await overhang(page) }).toEqual({ complaints: [], overhang: 0 });
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, `${name}-phone`);
    await page.context().close();
  },
  LONG_MS,
);

it(
  'needs no script: the pages hold none, and are the same with scripts switched off',
  async () => {
    for (const [, path] of PAGES) {
      const { page } = await visit(browser, service.url, path, { javaScriptEnabled: false });
      expect(await page.locator('script').count()).toBe(0);
      expect(await page.locator('h1').count()).toBe(1);
      await page.context().close();
    }
  },
  LONG_MS,
);

it('leads from a filter to an account and back without scripts', async () => {
  const { page } = await visit(browser, service.url, '/', { javaScriptEnabled: false });
  await page.getByLabel('CSM').selectOption({ label: 'Cara Chen' });
  await page.getByRole('button', { name: 'Show' }).click();
  expect(page.url()).toContain('csm=');
  await page.locator('table.accounts tbody a').first().click();
  expect(page.url()).toContain('/accounts/');
  await page.getByRole('link', { name: 'All accounts' }).click();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Who needs you today');
  await page.context().close();
});

it('leads from a bar of the histogram to as many accounts as it stands for', async () => {
  const { page } = await visit(browser, service.url, '/activation', {});
  const bar = page.locator('svg.figure a').first();
  const [, count] = /^([\d,]+) account/.exec((await bar.getAttribute('aria-label')) ?? '') ?? [];
  await bar.click();
  await page.getByText('The accounts behind a number').waitFor();
  expect(await page.locator('p.lead').first().textContent()).toContain(`${count} account`);
  await page.getByRole('link', { name: 'Back to the figures' }).click();
  expect(page.url()).toContain('/activation');
  await page.context().close();
});

it('is walked by keyboard alone: the first tab skips to the content, and every stop can be seen', async () => {
  const { page } = await visit(browser, service.url, '/activation', { viewport: SIZES.desktop });
  await page.keyboard.press('Tab');
  expect(await focused(page)).toMatchObject({ text: 'Skip to content', outlined: true });
  await page.keyboard.press('Enter');
  expect(page.url()).toContain('#content');
  const seen = new Set<string>();
  for (let stop = 0; stop < 40; stop += 1) {
    await page.keyboard.press('Tab');
    const { tag, outlined } = await focused(page);
    seen.add(tag);
    expect({ stop, tag, outlined }).toEqual({ stop, tag, outlined: true });
  }
  // Fields, the button, links in words and links in the picture.
  expect([...seen]).toEqual(expect.arrayContaining(['select', 'input', 'button', 'a', 'svg a']));
  await page.context().close();
});

interface Focused {
  /** `svg a` for a link inside a picture. */
  readonly tag: string;
  readonly text: string;
  readonly outlined: boolean;
}

const focused = (page: Page): Promise<Focused> =>
  page.evaluate<Focused>(`(() => {
    const element = document.activeElement;
    const reach = element.querySelector('.reach');
    const marked = reach !== null && getComputedStyle(reach).fill !== 'rgba(0, 0, 0, 0)';
    return {
      tag: (element instanceof SVGElement ? 'svg ' : '') + element.tagName.toLowerCase(),
      text: element.textContent,
      outlined: getComputedStyle(element).outlineStyle !== 'none' || marked,
    };
  })()`);

it('shows a name with markup in it as the text that it is', async () => {
  const { page } = await visit(browser, service.url, '/accounts/account-0', {});
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(HOSTILE_NAME);
  expect(await page.locator('main img').count()).toBe(0);
  await page.context().close();
});

it('keeps the reader’s clock once it is chosen', async () => {
  const { page } = await visit(browser, service.url, '/quality', {});
  await page.getByRole('link', { name: 'change' }).click();
  await page.getByLabel('Time zone').selectOption('Asia/Kolkata');
  await page.getByRole('button').click();
  expect(new URL(page.url()).pathname).toBe('/quality');
  expect(await page.locator('footer').textContent()).toContain('Times in Asia/Kolkata');
  await page.context().close();
});

it('prints without the frame around it', async () => {
  const { page } = await visit(browser, service.url, '/activation', { viewport: SIZES.desktop });
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('header.top').isVisible()).toBe(false);
  expect(await page.locator('form.filters').isVisible()).toBe(false);
  expect(await page.locator('svg.figure').first().isVisible()).toBe(true);
  await screenshot(page, 'activation-print');
  await page.context().close();
});
