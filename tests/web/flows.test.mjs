// What a reader and a coder do with the page, step by step.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {go, launch, open, picture, serve, settled} from './page.mjs';

let server, browser, kirkuk;
before(async () => {
  server = await serve();
  browser = await launch();
  const {items} = await (await fetch(`${server.base}api/v1/incidents?sort=-claims`)).json();
  kirkuk = items[0].incident_id;
});
after(async () => {
  await browser?.close();
  server?.stop();
});

// A test with a page of its own, on which nothing must go wrong.
const flow = (name, steps, reader) =>
  test(name, async () => {
    const page = await open(browser, server.base, reader);
    try {
      await steps(page);
      assert.deepEqual(page.troubles, []);
    } catch (error) {
      await picture(page, `failed-${name.replace(/\W+/g, '-')}`);
      throw error;
    }
    await page.context().close();
  });

const rows = (page) => page.locator('.rows .incident-row');
const query = (page) => new URLSearchParams(new URL(page.url()).hash.split('?')[1]);

flow('filters narrow the list, and the address keeps them', async (page) => {
  await go(page, '');
  const all = await rows(page).count();
  assert.ok(all >= 5);
  await page.selectOption('.filter-fields label:has-text("الخلافات") select', 'true');
  await settled(page);
  const disputed = await rows(page).count();
  assert.ok(disputed > 0 && disputed < all);
  assert.equal(await page.locator('.rows .incident-row:not(.disputed)').count(), 0);
  assert.equal(query(page).get('disputed'), 'true');
  await page.reload();
  await settled(page);
  assert.equal(await rows(page).count(), disputed);
  await page.click('.reset');
  await settled(page);
  assert.equal(await rows(page).count(), all);
  await page.selectOption('.filter-fields label:has-text("النوع") select', 'protest');
  await settled(page);
  assert.match(await rows(page).first().innerText(), /احتجاج/);
});

flow('a place is chosen with the keyboard alone', async (page) => {
  await go(page, '');
  await page.getByRole('combobox', {name: 'المكان'}).fill('كركو');
  await page.locator('.pick [role=option]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await settled(page);
  assert.match(query(page).get('place'), /^iq\.kirkuk/);
  assert.ok((await rows(page).allInnerTexts()).some((text) => /كركوك/.test(text)));
  await page.getByRole('button', {name: 'مسح: المكان'}).click();
  assert.equal(query(page).get('place'), null);
});

flow('search folds spelling', async (page) => {
  await go(page, '');
  const all = await rows(page).count();
  const look_for = async (words) => {
    await page.getByRole('searchbox').fill(words);
    await page.keyboard.press('Enter');
    await settled(page);
  };
  await look_for('الداخليه');  // al-dakhiliya, its ta marbuta written as ha
  const found = await rows(page).count();
  assert.ok(found > 0 && found < all, `${found} of ${all}`);
  await look_for('قسطنطينوبوليس');
  assert.equal(await rows(page).count(), 0);
  await page.locator('.empty').waitFor();
  await look_for('؟!');
  await page.locator('.list [role=alert]').waitFor();
  page.troubles = page.troubles.filter((one) => !one.includes('422'));
});

flow('dragging over the time line keeps those days', async (page) => {
  await go(page, '');
  const all = await rows(page).count();
  const box = await page.locator('.timeline svg').boundingBox();
  await page.mouse.move(box.x + box.width - 2, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + 20, {steps: 4});
  await page.mouse.up();
  await settled(page);
  assert.match(query(page).get('from'), /^2016-/);
  const kept = await rows(page).count();
  assert.ok(kept > 0 && kept < all, `${kept} of ${all}`);
  const moved = await page.locator('.timeline svg').boundingBox();
  await page.mouse.click(moved.x + 5, moved.y + 20);
  await settled(page);
  assert.equal(query(page).get('from'), null);
});

flow('the map shows marks, moves, and filters the list', async (page) => {
  await go(page, '');
  const marks = page.locator('.map .mark-holder');
  assert.ok((await marks.count()) >= 3);
  assert.ok((await page.locator('.map .mark.ringed').count()) >= 1);
  const before = await page.locator('.map-name').count();
  assert.ok(before > 3, 'names of places');
  const all = await rows(page).count();
  for (let i = 0; i < 3; i++) {
    await page.getByRole('button', {name: 'تقريب'}).click();
    await page.waitForTimeout(350);
  }
  await page.getByLabel('ما في الخريطة فقط').check();
  await settled(page);
  assert.match(query(page).get('bbox'), /^[\d.,-]+$/);
  assert.ok((await rows(page).count()) < all);
});

flow('a mark leads to its incident', async (page) => {
  await go(page, '?place=lb');
  await page.locator('.map .mark-holder').first().focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/(incident|place)\//);
});

flow('the toll ladder shows words, and leads to them', async (page) => {
  await go(page, `incident/${kirkuk}`);
  const marks = page.locator('.figure-mark');
  assert.ok((await marks.count()) > 5);
  await marks.nth(2).hover();
  const words = await page.locator('.ladder-words q').innerText();
  assert.match(words, /[\u0600-\u06ff]/);
  assert.ok((await page.locator('.lane-name').count()) >= 3, 'police, militants and civilians have lanes of their own');
  assert.ok((await page.locator('.whisker').count()) > 0);
  await page.locator('.ladder .tabs button').nth(1).click();
  assert.ok((await marks.count()) > 0);
  await page.locator('.ladder .tabs button').first().click();
  await marks.nth(2).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/#\/report\/.*claim=/);
  await settled(page);
  await page.locator('.claim-card').waitFor();
});

flow('the counting policy recounts the toll', async (page) => {
  const {policies} = await (await fetch(`${server.base}api/v1/meta`)).json();
  await go(page, `incident/${kirkuk}`);
  const buttons = page.locator('.counting .tabs button');
  assert.ok(policies.length >= 6);
  assert.equal(await buttons.count(), policies.length + 1);
  const said = new Set();
  for (let i = 1; i <= policies.length; i++) {
    await buttons.nth(i).click();
    await settled(page);
    assert.equal(await buttons.nth(i).getAttribute('aria-pressed'), 'true');
    said.add(await page.locator('.counting').innerText());
    assert.ok((await page.locator('.ladder-picture .counted').count()) >= 1, 'the count is drawn');
  }
  assert.equal(said.size, policies.length, 'policies count differently');
  assert.doesNotMatch([...said].join(), /[a-z]{4}.*[a-z]{4}.*not /, 'reasons are said in the language of the page');
});

flow('copies are folded under their origin, and disputes name their voices', async (page) => {
  await go(page, `incident/${kirkuk}`);
  const copies = page.locator('.copies');
  assert.ok((await copies.count()) >= 1, 'kirkuk-03 and kirkuk-04 are one agency text');
  await copies.first().locator('summary').first().click();
  assert.ok(await copies.first().locator('.report-head').first().isVisible());
  assert.ok((await page.locator('.dispute .position').count()) >= 2);
  assert.ok((await page.locator('.dispute .chain').count()) >= 2);
  assert.ok((await page.locator('.board > li').count()) >= 1);
  const weighed = await page.locator('.features').allInnerTexts();
  assert.ok(weighed.length >= 1);
  assert.doesNotMatch(weighed.join(' '), /[a-z_]{3}/, 'what was weighed is said in the language of the page');
});

flow('claims lie on the words that they quote', async (page) => {
  for (const doc of ['kirkuk-09', 'hostile-01']) {
    const {claims} = await (await fetch(`${server.base}api/v1/documents/${doc}`)).json();
    assert.ok(claims.length > 0, doc);
    for (const claim of claims) {
      await go(page, `report/${doc}?claim=${claim.claim_id}`);
      assert.equal((await page.locator('.text .part.role-trigger').allInnerTexts()).join(''), claim.trigger.text, `${doc} ${claim.claim_id}`);
      for (const step of claim.attribution) {
        const words = (await page.locator('.text .part.role-voice').allInnerTexts()).join(' ');
        assert.ok(words.includes(step.text.split(' ')[0]), `${doc} ${claim.claim_id} ${step.text}`);
      }
    }
  }
});

flow('a click on a word shows its claim; J, K and Escape move', async (page) => {
  await go(page, 'report/kirkuk-09');
  await page.locator('.text .role-trigger').nth(2).click();
  await page.locator('.claim-card .breadcrumb').waitFor();
  const first = await page.locator('.claim-card h2 .ref').innerText();
  await page.keyboard.press('j');
  assert.notEqual(await page.locator('.claim-card h2 .ref').innerText(), first);
  await page.keyboard.press('k');
  assert.equal(await page.locator('.claim-card h2 .ref').innerText(), first);
  await page.locator('.claim-card summary').click();
  await page.locator('.rules li').first().waitFor();
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.claim-card').count(), 0);
});

flow('no text of a report becomes markup', async (page) => {
  for (const hash of ['report/hostile-01', 'reports', 'sources', '', `source/${encodeURIComponent('outlet:<img src=x onerror="window.pwned=1">')}`]) {
    await go(page, hash);
    assert.equal(await page.evaluate(() => window.pwned), undefined, hash);
    assert.equal(await page.locator('main img, main script, a[href^="javascript:"]').count(), 0, hash);
  }
  await go(page, 'report/hostile-01');
  assert.match(await page.locator('.text').innerText(), /<img src=x onerror="window\.pwned=4">/);
});

flow('disputes by type, and the latest first', async (page) => {
  await go(page, 'disputes');
  const all = await page.locator('.inbox > li').count();
  assert.ok(all >= 2);
  await page.getByRole('button', {name: 'مسؤولية'}).click();
  await settled(page);
  for (const type of await page.locator('.inbox .dispute-type').allInnerTexts()) assert.equal(type, 'مسؤولية');
  await page.getByRole('button', {name: 'الأحدث أولًا'}).click();
  await settled(page);
  assert.equal(query(page).get('sort'), '-day');
});

flow('a place and a source tell their history', async (page) => {
  await go(page, 'place/iq.kirkuk');
  assert.match(await page.locator('h1').innerText(), /كركوك/);
  assert.ok((await page.locator('.control-strip > li').count()) >= 1);
  assert.ok((await rows(page).count()) >= 1);
  await go(page, 'sources');
  await page.locator('.chips a').first().click();
  await settled(page);
  assert.equal(await page.locator('.share').count(), 4);
  assert.ok((await page.locator('.statements > li').count()) >= 1);
});

flow('a pasted text is coded at once', async (page) => {
  await go(page, 'try');
  await page.getByLabel('Text').fill('😀 قالت الشرطة إن ستة أشخاص قتلوا في انفجار سيارة مفخخة وسط كركوك.');
  await page.getByLabel('Published').fill('2016-10-21');
  await page.getByRole('button', {name: 'Show the claims'}).click();
  await page.locator('.reader .claim-list li').first().waitFor();
  assert.ok((await page.locator('.reader .claim-list li').count()) >= 2);
  assert.equal((await page.locator('.text').innerText()).trim(), '😀 قالت الشرطة إن ستة أشخاص قتلوا في انفجار سيارة مفخخة وسط كركوك.');
  await page.locator('.text .role-toll').first().click();
  assert.match(await page.locator('.claim-card .roles').innerText(), /6 killed/);
}, {language: 'en', size: 'phone'});

flow('a line that begins with a Latin name runs from the right', async (page) => {
  await go(page, 'try');
  await page.getByLabel('النص').fill('(CNN)-- قالت الشرطة إن ستة أشخاص قتلوا في انفجار سيارة مفخخة وسط كركوك.\nReuters and AFP, 21/10');
  await page.getByRole('button', {name: 'أظهر الأقوال'}).click();
  await page.locator('.text p').nth(1).waitFor();
  assert.deepEqual(await page.locator('.text p').evaluateAll((lines) => lines.map((one) => getComputedStyle(one).direction)), ['rtl', 'ltr']);
});

flow('the time line draws where nearly all incidents lie, and all of the time on request', async (page) => {
  const year = (start, count) => ({start: `${start}-01-01`, count, disputed: 0});
  const years = [year(1187, 1), year(1948, 2), year(2016, 300)];
  const months = [...years.slice(0, 2), ...[8, 9, 10].map((month) => ({start: `2016-${String(month).padStart(2, '0')}-01`, count: 100, disputed: 5}))];
  await page.route('**/api/v1/timeline*', (route) => {
    const bin = new URL(route.request().url()).searchParams.get('bin') ?? 'year';
    return route.fulfill({json: {bin, undated: 0, bins: bin === 'year' ? years : months}});
  });
  await go(page, '');
  assert.equal(await page.locator('.timeline .bar').count(), 3);
  assert.match(await page.locator('.timeline figcaption').innerText(), /2016[^]*2016/);
  await page.getByText('قبل ذلك أو بعده: 3 أحداث').waitFor();
  await page.getByRole('button', {name: 'أظهر كل الزمن'}).click();
  assert.match(await page.locator('.timeline figcaption').innerText(), /1187/);
});

flow('language and light are switched and remembered', async (page) => {
  await go(page, '');
  await page.getByRole('button', {name: 'English'}).click();
  assert.equal(await page.evaluate(() => document.documentElement.dir), 'ltr');
  await page.getByRole('link', {name: 'Disputes'}).waitFor();
  await page.getByRole('button', {name: 'Dark colours'}).click();
  await page.reload();
  assert.equal(await page.evaluate(() => `${document.documentElement.lang} ${document.documentElement.dataset.theme}`), 'en dark');
});

async function enter(page, name, password = 'secret-word-1') {
  await go(page, 'review');
  await page.getByLabel('الاسم').fill(name);
  await page.getByLabel('كلمة السر').fill(password);
  await page.locator('.sign-in button').click();
}

const act = async (page, key) => {
  await page.keyboard.press(key);
  await settled(page);
};

flow('a coder reviews a report with the keyboard', async (page) => {
  await enter(page, 'samir', 'wrong');
  await page.getByRole('alert').waitFor();
  await enter(page, 'samir');
  await page.getByText('ما ينتظر المراجعة').waitFor();
  await settled(page);
  await go(page, 'review/beirut-01');
  const badge = (n) => page.locator('.claim-list li').nth(n).locator('.badge').innerText();
  await act(page, 'j');
  await act(page, 'a');
  assert.equal(await badge(0), 'قبول');
  await act(page, 'j');
  await act(page, 'x');
  assert.equal(await badge(1), 'رفض');
  await act(page, 'u');
  assert.equal(await badge(1), '');
  await act(page, 'e');
  await page.locator('.correct select').nth(1).selectOption('disaster');
  await page.locator('.correct button.primary').click();
  await settled(page);
  assert.equal(await badge(1), 'تصحيح');
  await page.locator('.correct').waitFor({state: 'detached'});
  assert.match(await page.locator('.acts').innerText(), /samir/);

  // Words can be given without a mouse: as they stand in the text.
  const {text} = await (await fetch(`${server.base}api/v1/documents/beirut-01`)).json();
  await act(page, 'e');
  await page.locator('.correct select').first().selectOption('target');
  await page.locator('.correct .written').fill('ليست هنا قط');
  await page.keyboard.press('Enter');
  await page.locator('.correct [role=alert]').waitFor();
  await page.locator('.correct .written').fill(text.split(/\s+/).slice(2, 4).join(' '));
  await page.keyboard.press('Enter');
  await page.locator('.taken').waitFor();
  await page.locator('.correct button.primary').click();
  await page.locator('.correct').waitFor({state: 'detached'});
  await settled(page);
  assert.equal(await badge(1), 'تصحيح · تصحيح');

  // A claim that the program missed: words are selected in the text.
  await act(page, 'n');
  await page.evaluate(() => {
    const piece = [...document.querySelectorAll('.text [data-start]')].find((one) => one.textContent.length > 8).firstChild;
    const range = document.createRange();
    const leaf = (node) => (node.firstChild ? leaf(node.firstChild) : node);
    range.setStart(leaf(piece), 0);
    range.setEnd(leaf(piece), 4);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  });
  await page.getByRole('button', {name: 'خذ المحدَّد'}).click();
  assert.equal(await page.locator('.taken').count(), 1);
  await page.locator('.correct button.primary').click();
  await settled(page);
  assert.match(await page.locator('.acts').innerText(), /إضافة/);

  const claims = await page.locator('.claim-list li').count();
  for (let i = 0; i < claims; i++) {
    if (await badge(i)) continue;
    await page.locator('.claim-list button').nth(i).click();
    await act(page, 'a');
  }
  await act(page, 'd');
  await page.getByText('تمت مراجعته').waitFor();
  await go(page, 'review');
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('أعمالي').click()]);
  assert.match(readFileSync(await file.path(), 'utf8'), /"doc_id": ?"beirut-01"/);
});

flow('two coders are compared', async (page) => {
  await enter(page, 'layla');
  await page.getByText('ما ينتظر المراجعة').waitFor();
  await go(page, 'review/beirut-01');
  const claims = await page.locator('.claim-list li').count();
  for (let i = 0; i < claims; i++) {
    await act(page, 'j');
    await act(page, i ? 'a' : 'x');
  }
  await act(page, 'd');
  await page.getByText('تمت مراجعته').waitFor();
  await go(page, 'review');
  await page.getByLabel('المرمّز 1').fill('samir');
  await page.getByLabel('المرمّز 2').fill('layla');
  await page.getByRole('button', {name: 'قارن'}).click();
  await page.locator('table').waitFor();
  assert.match(await page.locator('table').innerText(), /%/);
});

flow('incidents are merged and split by a coder, and that is undone', async (page) => {
  await enter(page, 'samir');
  await page.getByText('ما ينتظر المراجعة').waitFor();
  const {items} = await (await fetch(`${server.base}api/v1/incidents?sort=claims`)).json();
  await go(page, `incident/${kirkuk}`);
  await page.getByLabel('هو نفسه الحدث').fill(items[0].incident_id);
  await page.getByRole('button', {name: 'دمج', exact: true}).click();
  await page.locator('.acts li').first().waitFor();
  await page.locator('.acts button').first().click();
  await page.locator('.acts li').first().waitFor({state: 'detached'});
  await page.getByText('فصل أقوال عن هذا الحدث').click();
  await page.locator('.claim-list input[type=checkbox]').first().check();
  await page.getByRole('button', {name: /^فصل \(1\)/}).click();
  await page.locator('.acts li').first().waitFor();
});

flow('a reader who signs in may still not review', async (page) => {
  await enter(page, 'guest');
  await page.getByRole('alert').waitFor();
  assert.equal(await page.locator('.sign-in').count(), 1);
});

flow('what cannot be loaded is said, and can be asked for again', async (page) => {
  await page.route('**/api/v1/incidents?*', (route) => route.abort());
  await page.goto(`${page.base}#/`);
  await page.getByRole('alert').first().waitFor();
  await page.unroute('**/api/v1/incidents?*');
  await page.getByRole('alert').first().getByRole('button').click();
  await rows(page).first().waitFor();
  page.troubles = page.troubles.filter((one) => !/Failed to load/.test(one));
});
