// Every view in both directions, at the width of a desk and of a telephone, light and dark: it is drawn without an error or a
// request to another machine, nothing scrolls sideways, and axe-core has no serious finding. A picture of each is kept.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {findings, go, launch, open, picture, serve, settled, too_wide} from './page.mjs';

let server, browser, kirkuk, policy;
before(async () => {
  server = await serve();
  browser = await launch();
  const {items} = await (await fetch(`${server.base}api/v1/incidents?sort=-claims`)).json();
  kirkuk = items[0].incident_id;
  policy = (await (await fetch(`${server.base}api/v1/meta`)).json()).policies[0] ?? '';
});
after(async () => {
  await browser?.close();
  server?.stop();
});

const views = {
  incidents: () => '',
  incident: () => `incident/${kirkuk}`,
  counted: () => `incident/${kirkuk}?policy=${policy}`,
  disputes: () => 'disputes',
  reports: () => 'reports',
  report: () => 'report/kirkuk-09',
  claim: () => 'report/kirkuk-09?claim=c2',
  hostile: () => 'report/hostile-01',
  sources: () => 'sources',
  source: () => `source/${encodeURIComponent('outlet:حبر الزاب')}`,
  place: () => 'place/iq.kirkuk',
  try: () => 'try',
  review: () => 'review',
  exports: () => 'exports',
  missing: () => 'incident/i-0',
};

const readers = [
  {language: 'ar', size: 'desktop', scheme: 'light'},
  {language: 'en', size: 'desktop', scheme: 'dark'},
  {language: 'ar', size: 'phone', scheme: 'dark'},
  {language: 'en', size: 'phone', scheme: 'light'},
];

for (const reader of readers) {
  test(`${reader.language} ${reader.size} ${reader.scheme}`, async (group) => {
    const page = await open(browser, server.base, reader);
    for (const [name, hash] of Object.entries(views)) {
      await group.test(name, async () => {
        page.troubles.length = 0;
        await go(page, hash());
        await page.waitForSelector('main :is(h1, form, [role=alert])', {state: 'attached'});
        await settled(page);
        assert.equal(await page.evaluate(() => document.documentElement.dir), reader.language === 'ar' ? 'rtl' : 'ltr');
        await picture(page, `${name}-${reader.language}-${reader.size}-${reader.scheme}`);
        assert.deepEqual(page.troubles, []);
        assert.equal(await too_wide(page), '');
        assert.deepEqual(await findings(page), []);
        assert.equal(await page.evaluate(() => window.pwned), undefined);
      });
    }
    await page.context().close();
  });
}

test('the first view is at most 300 KiB as it is sent', async () => {
  const page = await open(browser, server.base);
  let bytes = 0;
  const sent = [];
  page.on('response', (response) => sent.push(response.request().sizes().then((sizes) => (bytes += sizes.responseBodySize + sizes.responseHeadersSize))));
  await go(page, '');
  await Promise.all(sent);
  assert.ok(bytes > 1000 && bytes <= 300 * 1024, `${bytes} bytes`);
  await page.context().close();
});
