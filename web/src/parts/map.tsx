// The map of incidents: the server gathers them into marks for each view, Leaflet moves them. A town is a dot, a district a
// disc of its size, a governorate or country its outline; several incidents are a count; a dispute is a ring.
import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import {useEffect, useRef, useState} from 'preact/hooks';
import {at, useAnswer} from '../api';
import type {MapAnswer, Mark} from '../api';
import {count, number, t, useLanguage} from '../i18n';
import {link} from '../route';
import {useTheme} from '../theme';
import {Problem} from './basic';
import {Base} from './map_base';

// How far an incident may lie from the point that stands for its place, in metres; what is not here is a dot.
const reach: Record<string, number> = {district: 15000, subdistrict: 8000, area: 12000, region: 60000, river: 30000, road: 20000, governorate: 45000, country: 200000};
const outlined = new Set(['governorate', 'country']);

const box_of = (map: L.Map) => {
  const bounds = map.getBounds().pad(0.2);
  const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value)).toFixed(2);
  return [clamp(bounds.getWest(), 180), clamp(bounds.getSouth(), 90), clamp(bounds.getEast(), 180), clamp(bounds.getNorth(), 90)].join(',');
};

function mark_title(mark: Mark): string {
  // The number itself stands in it: it is what the mark shows, and what a voice that controls the browser may call it.
  const words = count('incident', mark.count);
  const parts = [mark.count === 1 || words.includes(number(mark.count)) ? words : `${number(mark.count)} · ${words}`];
  if (mark.disputed) parts.push(`${t('disputed')}: ${number(mark.disputed)}`);
  if (mark.precision) parts.push(t(reach[mark.precision] ? 'somewhere_in' : 'at_place'));
  return parts.join(t('comma'));
}

function icon_of(mark: Mark): L.DivIcon {
  const size = mark.count === 1 ? 14 : Math.round(20 + 6 * Math.log10(mark.count));
  const shape = document.createElement('span');
  shape.className = `mark${mark.count > 1 ? ' many' : ''}${mark.precision && reach[mark.precision] ? ' vague' : ''}${mark.disputed ? ' ringed' : ''}`;
  if (mark.count > 1) shape.textContent = number(mark.count);
  shape.style.setProperty('--disputed', `${Math.round((100 * mark.disputed) / mark.count)}%`);
  return L.divIcon({html: shape, className: 'mark-holder', iconSize: [Math.max(size, 24), Math.max(size, 24)]});
}

// The box that is looked at first: all marks; of many incidents the middle of them, so that a few at the ends of the earth do not make
// all the others small.
const whole_zoom = 4, all_shown_to = 50, tail = 0.08;
function first_look(marks: Mark[]): L.LatLngBounds | null {
  if (!marks.length) return null;
  const total = marks.reduce((sum, mark) => sum + mark.count, 0);
  const middle = (value: (mark: Mark) => number): Set<Mark> => {
    let before = 0;
    return new Set([...marks].sort((a, b) => value(a) - value(b)).filter((mark) => {
      const from = before / total;
      before += mark.count;
      return before / total > tail && from < 1 - tail;
    }));
  };
  const [lat, lon] = [middle((mark) => mark.lat), middle((mark) => mark.lon)];
  const kept = total <= all_shown_to ? marks : marks.filter((mark) => lat.has(mark) && lon.has(mark));
  const bounds = L.latLngBounds([]);
  for (const {bbox} of kept.length ? kept : marks) bounds.extend([bbox[1], bbox[0]]).extend([bbox[3], bbox[2]]);
  return bounds;
}

// Leaflet may still draw a frame on a canvas that is gone; this one does not.
const Canvas = L.Canvas.extend({
  _redraw(this: {_ctx?: unknown}) {
    if (this._ctx) (L.Canvas.prototype as unknown as {_redraw(): void})._redraw.call(this);
  },
}) as unknown as new (options: L.RendererOptions) => L.Canvas;

interface Props { filters: URLSearchParams; bbox: string; keep: (bbox: string) => void }
interface View { bbox: string; zoom: number }

export function IncidentMap({filters, bbox, keep}: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const base = useRef<Base | null>(null);
  const marks = useRef<L.LayerGroup | null>(null);
  const [view, look] = useState<View | null>(null);
  const language = useLanguage();
  const theme = useTheme();
  const fitted = useRef('');
  const whole = useAnswer<MapAnswer>(at('map', filters, {zoom: whole_zoom}));
  // The marks of the whole serve a view of the same zoom, and stand in until those of another have come.
  const near = view && view.zoom !== whole_zoom;
  const answer = useAnswer<MapAnswer>(near ? at('map', filters, {bbox: view.bbox, zoom: view.zoom}) : null);
  const drawn = (near ? answer.value : undefined) ?? whole.value;

  useEffect(() => {
    const made = L.map(holder.current!, {renderer: new Canvas({padding: 0.3}), zoomControl: false, attributionControl: false, minZoom: 2, maxZoom: 12, worldCopyJump: true, zoomSnap: 0.5});
    made.setView([31, 40], 4);
    map.current = made;
    base.current = new Base(made);
    marks.current = L.layerGroup().addTo(made);
    const moved = () => look({bbox: box_of(made), zoom: Math.round(made.getZoom())});
    made.on('moveend', moved);
    const watch = new ResizeObserver(() => made.invalidateSize());
    watch.observe(holder.current!);
    return () => {
      watch.disconnect();
      base.current?.close();
      made.remove();
    };
  }, []);

  // What the filters leave is brought into view, once for each set of filters.
  useEffect(() => {
    if (!map.current || !whole.value || fitted.current === filters.toString() + '!') return;
    fitted.current = filters.toString() + '!';
    const bounds = first_look(whole.value.marks);
    if (bounds) map.current.fitBounds(bounds.pad(0.15), {maxZoom: 8, animate: false});
    look({bbox: box_of(map.current), zoom: Math.round(map.current.getZoom())});
  }, [whole.value]);

  useEffect(() => base.current?.draw(), [language, theme]);

  useEffect(() => {
    const layer = marks.current;
    if (!layer || !drawn || !map.current || !view) return;
    layer.clearLayers();
    const style = getComputedStyle(holder.current!);
    for (const mark of drawn.marks) {
      const title = mark_title(mark);
      const far = mark.precision ? reach[mark.precision] : undefined;
      if (far) {
        const colour = {color: style.getPropertyValue(mark.disputed ? '--dispute' : '--accent'), weight: 1.5, dashArray: '4 3', fillOpacity: 0.12, interactive: false};
        const outline = outlined.has(mark.precision!) && mark.place_id ? base.current?.outline(mark.place_id, colour) : null;
        (outline ?? L.circle([mark.lat, mark.lon], {...colour, radius: far})).addTo(layer);
      }
      const pin = L.marker([mark.lat, mark.lon], {icon: icon_of(mark), alt: title, title, keyboard: true}).addTo(layer);
      pin.getElement()?.setAttribute('aria-label', title);
      pin.on('click keypress', (event) => {
        const key = (event as L.LeafletKeyboardEvent).originalEvent?.key;
        if (key && key !== 'Enter') return;
        if (mark.incident_id) location.hash = link('incident', mark.incident_id);
        else if (mark.place_id) location.hash = link('place', mark.place_id);
        else map.current?.fitBounds([[mark.bbox[1], mark.bbox[0]], [mark.bbox[3], mark.bbox[2]]], {padding: [40, 40]});
      });
    }
  }, [drawn, view !== null, language, theme]);

  const zoom = (by: number) => map.current?.setZoom(map.current.getZoom() + by);
  return (
    <section class="map-panel" aria-label={t('map')}>
      <div class="map" dir="ltr" ref={holder} />
      <div class="map-tools">
        <button type="button" aria-label={t('zoom_in')} onClick={() => zoom(1)}>+</button>
        <button type="button" aria-label={t('zoom_out')} onClick={() => zoom(-1)}>−</button>
        <label><input type="checkbox" checked={bbox !== ''} onChange={(event) => keep(event.currentTarget.checked && map.current ? box_of(map.current) : '')} /> {t('only_here')}</label>
      </div>
      <Problem error={answer.error ?? whole.error} again={answer.again} />
      <ul class="map-legend" aria-label={t('legend')}>
        <li><span class="mark" />{t('legend.dot')}</li>
        <li><span class="mark vague" />{t('legend.disc')}</li>
        <li><span class="mark ringed" />{t('legend.ring')}</li>
        {whole.value && whole.value.unplaced > 0 && <li>{t('unplaced')}: {count('incident', whole.value.unplaced)}</li>}
      </ul>
    </section>
  );
}
