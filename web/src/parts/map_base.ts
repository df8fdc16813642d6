// What lies under the marks: land, borders and names. Every border is the same thin dashed line, for the page takes no side
// on any of them. Coarse countries come first, fine ones and governorates when one looks closer.
import L from 'leaflet';
import {feature, mesh} from 'topojson-client';
import type {Feature, Geometry} from 'geojson';
import type {GeometryCollection, Topology} from 'topojson-specification';
import cities from 'table:places.tsv#name_ar,name_en,lat,lon,prominence#type=city&prominence=7|8|9';
import countries from 'table:places.tsv#name_ar,name_en,lat,lon#type=country';
import governorates from 'table:places.tsv#name_ar,name_en,lat,lon#type=governorate&country=iq|sy|lb|jo|ps|ye|sa|om|ae|bh|kw|eg|ly|tn|ma|mr|sd|ss|so|ir|tr|af';
import {side} from '../i18n';

type Shapes = Topology<{[name: string]: GeometryCollection}>;
type Shape = Feature<Geometry>;

const load = async <T>(path: string): Promise<T> => (await fetch(path)).json();
const fine_from = 4.5;

interface Name { ar: string; en: string; lat: number; lon: number; rank: number }
const shown_from = [2, 5, 6, 6.5];  // the zoom from which names of a rank are shown: countries, great cities, cities, governorates

const ranked = (rows: string[][], rank: (prominence: number) => number): Name[] =>
  rows.map(([ar, en, lat, lon, prominence]) => ({ar, en, lat: Number(lat), lon: Number(lon), rank: rank(Number(prominence))}));
const names = [...ranked(countries, () => 0), ...ranked(cities, (prominence) => (prominence > 7 ? 1 : 2)), ...ranked(governorates, () => 3)].sort((a, b) => a.rank - b.rank);

// A country that goes on behind the 180th meridian is drawn whole at both edges of the map, not across all of it.
function unbroken(collection: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
  const moved = (ring: GeoJSON.Position[], by: number) => ring.map(([lon, lat]) => [lon + by, lat]);
  const opened = (ring: GeoJSON.Position[]) => {
    let by = 0;
    return ring.map(([lon, lat], i) => {
      const step = i ? lon - ring[i - 1][0] : 0;
      if (Math.abs(step) > 180) by -= 360 * Math.sign(step);
      return [lon + by, lat];
    });
  };
  const parts = (polygon: GeoJSON.Position[][]) => {
    const whole = polygon.map(opened);
    const most = Math.max(...whole[0].map(([lon]) => lon)), least = Math.min(...whole[0].map(([lon]) => lon));
    return most > 180 || least < -180 ? [whole, whole.map((ring) => moved(ring, most > 180 ? -360 : 360))] : [whole];
  };
  const drawn = (shape: Geometry): Geometry => {
    if (shape.type === 'Polygon') return {type: 'MultiPolygon', coordinates: parts(shape.coordinates)};
    return shape.type === 'MultiPolygon' ? {type: 'MultiPolygon', coordinates: shape.coordinates.flatMap(parts)} : shape;
  };
  return {...collection, features: collection.features.map((one) => ({...one, geometry: drawn(one.geometry)}))};
}

export class Base {
  private readonly layers = L.layerGroup();
  private readonly words = L.layerGroup();
  private world?: Shapes;
  private region?: {countries: Shapes; governorates: Shapes};
  private shapes = new Map<string, Shape>();
  private drawn = '';
  private fetching = false;
  private closed = false;

  constructor(private readonly map: L.Map) {
    this.layers.addTo(map);
    this.words.addTo(map);
    const pane = map.createPane('names');
    pane.classList.add('names-pane');
    map.on('moveend', () => this.draw());
    void load<Shapes>(WORLD).then((world) => {
      this.world = world;
      this.draw();
    }, () => undefined);
  }

  // The outline of a country or governorate, when it is known.
  outline(id: string, style: L.PathOptions): L.Layer | null {
    const shape = this.shapes.get(id);
    return shape ? L.geoJSON(shape, {style: () => style, interactive: false}) : null;
  }

  // The map is going away: what arrives from now on is not drawn.
  close() {
    this.closed = true;
  }

  draw() {
    if (this.closed) return;
    const fine = this.map.getZoom() >= fine_from;
    if (fine && !this.region && !this.fetching) this.fetch();
    this.draw_shapes(fine && this.region !== undefined);
    this.draw_names();
  }

  private fetch() {
    this.fetching = true;
    void load<{countries: Shapes; governorates: Shapes}>(REGION).then((region) => {
      this.region = region;
      for (const set of [region.countries.objects.countries, region.governorates.objects.governorates] as const) {
        const topology = set === region.countries.objects.countries ? region.countries : region.governorates;
        for (const shape of feature(topology, set).features) if (shape.id !== undefined) this.shapes.set(String(shape.id), shape);
      }
      if (!this.closed) this.map.fire('moveend');
    }, () => (this.fetching = false));
  }

  private draw_shapes(fine: boolean) {
    const style = getComputedStyle(this.map.getContainer());
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const state = `${fine} ${colour('--land')}`;
    if (!this.world || this.drawn === state) return;
    this.drawn = state;
    this.layers.clearLayers();
    const land: L.PathOptions = {stroke: false, fill: true, fillColor: colour('--land'), fillOpacity: 1, interactive: false};
    const border: L.PathOptions = {color: colour('--border-line'), weight: 1, dashArray: '4 4', fill: false, interactive: false};
    const put = (shape: GeoJSON.GeoJsonObject, look: L.PathOptions) => L.geoJSON(shape, {style: () => look, interactive: false}).addTo(this.layers);
    const near = fine ? this.region!.countries : undefined;
    const known = new Set(near?.objects.countries.geometries.map((one) => one.id));
    const far = {...this.world.objects.countries, geometries: this.world.objects.countries.geometries.filter((one) => !known.has(one.id))};
    put(unbroken(feature(this.world, far)), land);
    put(mesh(this.world, far, (a, b) => a !== b), border);
    if (!near) return;
    put(unbroken(feature(near, near.objects.countries)), land);
    const {governorates} = this.region!;
    put(mesh(governorates, governorates.objects.governorates, (a, b) => a !== b), {...border, opacity: 0.45, dashArray: '2 4'});
    put(mesh(near, near.objects.countries, (a, b) => a !== b), border);
  }

  // Names in order of rank, leaving out those that would lie on another.
  private draw_names() {
    this.words.clearLayers();
    const zoom = this.map.getZoom();
    const view = this.map.getBounds();
    const seen = names.filter((name) => zoom >= shown_from[name.rank] && (name.rank > 0 || zoom <= 7.5) && view.contains([name.lat, name.lon]));
    const boxes = seen.map((name) => {
      const at = this.map.latLngToContainerPoint([name.lat, name.lon]).add([0, name.rank === 1 || name.rank === 2 ? 14 : 0]);
      const half = L.point((side() ? name.en : name.ar).length * 3.4 + 2, 8);
      return L.bounds(at.subtract(half), at.add(half));
    });
    const taken: L.Bounds[] = [];
    for (const [i, name] of seen.entries()) {
      // Of two countries or great cities whose names collide neither is preferred: both wait for a closer look.
      if (name.rank <= 1 && seen.some((other, j) => j !== i && other.rank === name.rank && boxes[j].overlaps(boxes[i]))) continue;
      if (taken.some((other) => other.overlaps(boxes[i]))) continue;
      taken.push(boxes[i]);
      const text = side() ? name.en : name.ar;
      const words = document.createElement('span');
      words.textContent = text;
      words.className = `map-name rank-${name.rank}`;
      L.marker([name.lat, name.lon], {pane: 'names', interactive: false, keyboard: false, icon: L.divIcon({html: words, className: 'map-name-holder', iconSize: [0, 0]})}).addTo(this.words);
    }
  }
}
