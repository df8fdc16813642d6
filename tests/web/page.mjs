// What the tests of the page share: a server over the example reports and some hostile ones, and a browser.
import {spawn, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const require = createRequire(join(root, 'web/package.json'));
const {chromium} = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');
const program = process.env.ISNAD_PROGRAM;
export const pictures = process.env.ISNAD_PICTURES ?? join(root, 'build/web-pictures');

// `run(['show', db])`: what the program prints; it must go well.
function run(args, input) {
  const done = spawnSync(program, args, {input, encoding: 'utf8', maxBuffer: 1 << 26});
  if (done.status !== 0) throw new Error(`isnad ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

// Starts `isnad serve` over a store of its own; ISNAD_PAGE tests a server that runs already.
export async function serve() {
  if (process.env.ISNAD_PAGE) return {base: process.env.ISNAD_PAGE, stop() {}};
  const folder = mkdtempSync(join(tmpdir(), 'isnad-web-'));
  const db = join(folder, 'events.db'), users = join(folder, 'users');
  run(['ingest', db, join(root, 'examples/reports'), join(here, 'data')]);
  for (const [name, role] of [['samir', 'reviewer'], ['layla', 'reviewer'], ['guest', 'reader']]) run(['users', users, 'add', name, '--role', role], 'secret-word-1\n');
  const server = spawn(program, ['serve', db, '--port', '0', '--users', users, '--rate', '0'], {stdio: ['ignore', 'pipe', 'pipe']});
  const base = await new Promise((found, fail) => {
    let said = '';
    const listen = (bytes) => {
      said += bytes;
      const address = /http:\/\/[\d.:[\]a-z]+/.exec(said);
      if (address) found(`${address[0]}/`);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.on('exit', () => fail(new Error(`isnad serve ended: ${said}`)));
  });
  return {
    base,
    stop() {
      server.kill();
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

export const launch = () => chromium.launch({executablePath: process.env.ISNAD_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});

export const sizes = {desktop: {width: 1280, height: 860}, phone: {width: 390, height: 844}};

// A page of a reader of the given language. `troubles` gathers what must not happen: errors, and requests to any other machine.
export async function open(browser, base, {language = 'ar', size = 'desktop', scheme = 'light'} = {}) {
  const context = await browser.newContext({viewport: sizes[size], colorScheme: scheme, hasTouch: size === 'phone', acceptDownloads: true});
  await context.addInitScript((value) => { if (!localStorage.getItem('isnad.language')) localStorage.setItem('isnad.language', value); }, language);
  const page = await context.newPage();
  page.setDefaultTimeout(30000);
  page.troubles = [];
  page.on('pageerror', (error) => page.troubles.push(`error: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && !/status of 40[134]/.test(message.text()) && page.troubles.push(`console: ${message.text()}`));
  page.on('request', (request) => !request.url().startsWith(base) && !request.url().startsWith('data:') && page.troubles.push(`outside: ${request.url()}`));
  page.base = base;
  page.asked = 0;
  page.quiet_since = Date.now();
  page.on('request', () => page.asked++);
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, () => { page.asked--; page.quiet_since = Date.now(); });
  return page;
}

export async function go(page, hash) {
  await page.goto(`${page.base}#/${hash}`);
  await settled(page);
}

// Nothing has been asked of the server for a moment, and what came is drawn.
export async function settled(page) {
  const start = Date.now();
  const quiet = () => page.asked <= 0 && Date.now() - Math.max(start, page.quiet_since) > 120;
  while (!quiet() && Date.now() - start < 30000) await page.waitForTimeout(30);
  await page.waitForFunction(() => !document.querySelector('.busy'));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

// Serious or critical findings of axe-core, as lines to read.
export async function findings(page) {
  // Run through the debugger: the page's own policy allows no script but its own.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(require('node:fs').readFileSync(axe, 'utf8'));
  const {violations} = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}));
  return violations.filter((one) => one.impact === 'serious' || one.impact === 'critical').flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary.split('\n')[1] ?? ''}`));
}

export async function picture(page, name) {
  mkdirSync(pictures, {recursive: true});
  await page.screenshot({path: join(pictures, `${name}.png`)});
}

// What is wider than the window, so that the page would scroll sideways.
export const too_wide = (page) => page.evaluate(() => {
  const {clientWidth, scrollWidth} = document.documentElement;
  return scrollWidth > clientWidth ? `${scrollWidth} > ${clientWidth}` : '';
});
