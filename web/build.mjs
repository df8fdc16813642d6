// Builds the page into dist/: one script, one style sheet, the vector base of the map, and index.html.
// Names of files carry a hash of their content, so the server may let browsers keep them for ever; index.html must not be kept.
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import esbuild from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const resources = join(here, '../resources');

// `import kinds from 'table:kinds.tsv#id,family,english,arabic'`: the named columns of a resource table, a list a row. A third
// part keeps some rows: `#type=city&prominence=8|9`.
const tables = {
  name: 'tables',
  setup(build) {
    build.onResolve({filter: /^table:/}, ({path}) => ({path: path.slice(6), namespace: 'table'}));
    build.onLoad({filter: /.*/, namespace: 'table'}, ({path}) => {
      const [file, columns, filter] = path.split('#');
      const lines = readFileSync(join(resources, file), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
      const header = lines.shift().split('\t');
      const wanted = (filter?.split('&') ?? []).map((one) => one.split('=')).map(([name, values]) => [header.indexOf(name), values.split('|')]);
      const kept = (cells) => wanted.every(([column, values]) => values.includes(cells[column]));
      const at = columns.split(',').map((name) => header.indexOf(name));
      if (at.includes(-1)) throw new Error(`${file} has no such columns: ${columns}`);
      return {contents: JSON.stringify(lines.map((line) => line.split('\t')).filter(kept).map((cells) => at.map((i) => cells[i]))), loader: 'json'};
    });
  },
};

mkdirSync(join(dist, 'assets'), {recursive: true});

// A file that is there already is left alone, so that the program is not linked again for nothing.
const placed = new Set();
const put = (path, bytes) => {
  placed.add(path);
  const to = join(dist, path);
  if (!existsSync(to) || !readFileSync(to).equals(Buffer.from(bytes))) writeFileSync(to, bytes);
};
const place = (name, extension, bytes) => {
  const path = `assets/${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, 10)}.${extension}`;
  put(path, bytes);
  return `/${path}`;
};
const map = (name) => place(name, 'json', readFileSync(join(here, 'map', `${name}.json`)));

const built = await esbuild.build({
  absWorkingDir: here,
  entryPoints: ['src/main.tsx'],
  bundle: true,
  minify: true,
  write: false,
  outdir: 'dist',
  target: ['es2021', 'chrome100', 'firefox100', 'safari15'],
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  external: ['*.png'],
  define: {WORLD: JSON.stringify(map('world')), REGION: JSON.stringify(map('region'))},
  plugins: [tables],
});

let page = readFileSync(join(here, 'src/index.html'), 'utf8');
let weight = 0;
for (const file of built.outputFiles) {
  const extension = file.path.endsWith('.css') ? 'css' : 'js';
  page = page.replace(`{{${extension}}}`, place('page', extension, file.contents));
  weight += gzipSync(file.contents).length;
}
put('index.html', page);
put('icon.svg', readFileSync(join(here, 'src/icon.svg')));
for (const name of readdirSync(join(dist, 'assets'))) if (!placed.has(`assets/${name}`)) rmSync(join(dist, 'assets', name));
for (const name of ['world', 'region']) weight += gzipSync(readFileSync(join(here, 'map', `${name}.json`))).length;

// What the first view loads; measured here so that no change passes the limit unseen.
const limit = 300 * 1024;
console.log(`web/dist: first view ${(weight / 1024).toFixed(0)} KiB compressed, of ${limit / 1024}`);
if (weight > limit) process.exit(1);
