import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page, type Response } from 'playwright-core';

/** Debian's Chromium, or the one that CHROMIUM names; nothing is downloaded. */
const CANDIDATES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function openBrowser(): Promise<Browser> {
  const executablePath = CANDIDATES.find((path) => path !== undefined && existsSync(path));
  if (executablePath === undefined)
    throw new Error('no Chromium here: apt-get install chromium, or name one with CHROMIUM=/path/to/it');
  // In a container Chromium runs as root, where its own sandbox cannot.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Everything about a visit that should not have happened. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings on the console, refused loads, requests that went anywhere but to `url`. */
  readonly complaints: string[];
}

export async function visit(
  browser: Browser,
  url: string,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) complaints.push(`elsewhere: ${request.url()}`);
  });
  const arrived = page.waitForResponse((reply) => isFinal(reply), { timeout: LONGEST_DRAWING_MS });
  const first = await page.goto(`${url}${path}`);
  const reply = await arrived;
  if (first?.status() === DRAWN_UP) {
    await page.locator('h1', { hasNotText: 'being drawn up' }).waitFor();
    await page.waitForLoadState();
  }
  if (reply.status() !== 200) complaints.push(`status ${reply.status()}`);
  return { page, complaints };
}

/** Of many accounts a page may have to be drawn up first: the browser is told to look again, and needs nobody for that. */
const DRAWN_UP = 202;
const LONGEST_DRAWING_MS = 300_000;
const isFinal = (reply: Response): boolean => reply.request().isNavigationRequest() && reply.status() !== DRAWN_UP;

/** What axe finds, whatever its weight: rule, and where. It is put into the page past the page's own security policy. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return found.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ html }) => `${id} (${impact}): ${html.slice(0, 160)}`),
  );
}

/** Kept only where FVM_SCREENSHOTS names a folder. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.FVM_SCREENSHOTS;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** How much wider the page is than its window: nobody should have to scroll sideways. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
