// How long a reader waits for the first view: node bench/first_view.mjs URL, over a server that runs. Each of twelve readers comes with an
// empty cache in a window of 1280 by 860; the clock runs from asking for the page until list, map and time line are drawn and nothing is
// waited for, and stops by the clock of the page itself. Prints the median, the longest, and the bytes as sent.
import {createRequire} from 'node:module';

const require = createRequire(new URL('../web/package.json', import.meta.url));
const {chromium} = require('playwright-core');
const base = process.argv[2];
const drawn = () => ['.rows .incident-row', '.map .mark-holder', '.timeline .bar'].every((one) => document.querySelector(one)) && !document.querySelector('.busy') && performance.now();

const browser = await chromium.launch({executablePath: process.env.ISNAD_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox']});
const waits = [];
let bytes = 0;
for (let i = 0; i < 12; i++) {
  const context = await browser.newContext({viewport: {width: 1280, height: 860}});
  const page = await context.newPage();
  const sent = [];
  page.on('requestfinished', (request) => sent.push(request.sizes()));
  await page.goto(base, {waitUntil: 'commit'});
  waits.push(await (await page.waitForFunction(drawn, null, {polling: 'raf'})).jsonValue());
  await page.waitForLoadState('networkidle');
  bytes = (await Promise.all(sent)).reduce((sum, one) => sum + one.responseBodySize + one.responseHeadersSize, 0);
  await context.close();
}
await browser.close();
waits.sort((a, b) => a - b);
console.log(`first view: median ${Math.round(waits[6])} ms, longest ${Math.round(waits[11])} ms, ${Math.round(bytes / 1024)} KiB`);
