// What decides a joining has a name in the language of the page, whatever the table of weights comes to hold.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const rows = (table) => read(`resources/${table}`).split('\n').filter((line) => line && !line.startsWith('#')).slice(1).map((line) => line.split('\t')[0]);

test('every feature of joining has a name', () => {
  const named = new Set(Array.from(read('web/src/texts.ts').matchAll(/^ {2}'([^']+)': \[/gm), ([, key]) => key));
  const kinds = new Set(rows('kinds.tsv'));
  const lists = ['relation', 'family', 'modality', 'quote', 'apart', 'deeds', 'feature'];
  const known = (word) => /^\d+$/.test(word) || kinds.has(word) || lists.some((list) => named.has(`${list}.${word}`));
  const ids = rows('fusion.tsv');
  assert.ok(ids.length > 100);
  for (const id of ids) {
    const [what, ...how] = id.split('.');
    assert.ok(named.has(`feature.${what}`), id);
    if (what === 'first' || what === 'second') assert.ok(named.has(`discourse.${how.splice(0, 2).join('.')}`), id);
    for (const word of how) assert.ok(known(word), `${id}: ${word}`);
  }
});
