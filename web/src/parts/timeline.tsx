// Bars of incidents over time with a brush: drag over days to keep only them, a click beside clears it. Reports on this year's events speak
// of wars of long ago too: where nearly all incidents lie in a small part of the time, that part is drawn, and a line says what is left out.
import {useRef, useState} from 'preact/hooks';
import {at as address, useAnswer} from '../api';
import type {Timeline as Bins} from '../api';
import {count, date, is_rtl, t} from '../i18n';
import {Problem} from './basic';

const day = 86400000;
const height = 56;
const width = 1000;
const fewest = 24;

const span: Record<Bins['bin'], number> = {day, week: 7 * day, month: 30.44 * day, year: 365.25 * day};
const iso = (at: number) => new Date(at).toISOString().slice(0, 10);

const rare = 0.02, most_bins = 200;

// The part of the time that holds nearly all incidents, when it is much shorter than all of it.
function crowded({bins, bin}: Bins): {from: string; to: string; bin: Bins['bin']} | null {
  const total = bins.reduce((sum, one) => sum + one.count, 0);
  let before = 0;
  const kept = bins.filter((one) => {
    const begun = before / total;
    before += one.count;
    return before / total > rare && begun < 1 - rare;
  });
  if (bins.length < 3 || !kept.length) return null;
  const starts = [bins[0], bins[bins.length - 1], kept[0], kept[kept.length - 1]].map((one) => Date.parse(one.start));
  const length = starts[3] - starts[2] + span[bin];
  if (length > (starts[1] - starts[0] + span[bin]) / 3) return null;
  const finer = (['day', 'week', 'month', 'year'] as const).find((one) => length / span[one] <= most_bins) ?? bin;
  return {from: kept[0].start, to: iso(starts[3] + span[bin] - day), bin: finer};
}

interface Timeline extends Brush { filters: URLSearchParams }

export function Timeline({filters, from, to, change}: Timeline) {
  const [all, show_all] = useState(false);
  const whole = useAnswer<Bins>(address('timeline', filters));
  const part = whole.value && !all ? crowded(whole.value) : null;
  const near = part && !(from && from < part.from) && !(to && to > part.to) ? part : null;
  const close = useAnswer<Bins>(near ? address('timeline', filters, {bin: near.bin}) : null);
  if (!whole.value || (near && !close.value)) return <Problem error={whole.error ?? close.error} again={whole.again} />;
  if (!near) return <TimelineBars {...whole.value} from={from} to={to} change={change} />;
  const inside = close.value!.bins.filter((one) => one.start >= near.from && one.start <= near.to);
  const number_of = (bins: Bins['bins']) => bins.reduce((sum, one) => sum + one.count, 0);
  return (
    <>
      <TimelineBars {...close.value!} bins={inside} from={from} to={to} change={change} />
      <p class="note">{t('other_times')}: {count('incident', number_of(close.value!.bins) - number_of(inside))} <button type="button" onClick={() => show_all(true)}>{t('all_times')}</button></p>
    </>
  );
}

interface Brush { from: string; to: string; change?: (from: string, to: string) => void }

export function TimelineBars({bins, bin, from, to, change}: Bins & Brush) {
  const svg = useRef<SVGSVGElement>(null);
  // Pointer events come faster than the bars are drawn: the reference is what counts, the state draws it.
  const dragged = useRef<[number, number] | null>(null);
  const [drag, draw_drag] = useState<[number, number] | null>(null);
  const set_drag = (span: [number, number] | null) => {
    dragged.current = span;
    draw_drag(span);
  };
  if (!bins.length) return <p class="note">{t('nothing_dated')}</p>;
  // A few bins stand in the middle of some empty ones, so that one day is not drawn as a wall.
  const begun = Date.parse(bins[0].start), ended = Date.parse(bins[bins.length - 1].start) + span[bin];
  const margin = Math.max(0, (fewest * span[bin] - (ended - begun)) / 2);
  const first = begun - margin, last = ended + margin;
  const most = Math.max(...bins.map((one) => one.count));
  const right = is_rtl();
  const x = (at: number) => {
    const share = (at - first) / (last - first);
    return (right ? 1 - share : share) * width;
  };
  const at_pointer = (event: PointerEvent) => {
    const box = svg.current!.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    return first + (right ? 1 - share : share) * (last - first);
  };
  const down = (event: PointerEvent) => {
    if (!change) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const at = at_pointer(event);
    set_drag([at, at]);
  };
  const move = (event: PointerEvent) => dragged.current && set_drag([dragged.current[0], at_pointer(event)]);
  const up = () => {
    if (!dragged.current || !change) return;
    const [a, b] = [Math.min(...dragged.current), Math.max(...dragged.current)];
    set_drag(null);
    if (b - a < (last - first) / 200) change('', '');
    else change(iso(a), iso(b));
  };
  const shown = drag ? [Math.min(...drag), Math.max(...drag)] : from || to ? [from ? Date.parse(from) : first, to ? Date.parse(to) + day : last] : null;
  const bar = Math.max(1.5, (width * span[bin]) / (last - first) - 1);
  // A bar of a month is named by the month, not by its first day.
  const named = (start: string) => start.slice(0, bin === 'year' ? 4 : bin === 'month' ? 7 : 10);
  const total = bins.reduce((sum, one) => sum + one.count, 0);
  return (
    <figure class="timeline">
      <svg ref={svg} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={`${t('over_time')}: ${count('incident', total)}`}
        class={change ? 'brush' : ''} onPointerDown={down} onPointerMove={move} onPointerUp={up} onPointerCancel={() => set_drag(null)}>
        {bins.map((one) => {
          const at = x(Date.parse(one.start));
          const tall = Math.max(2, (one.count / most) * (height - 4));
          const ringed = one.count ? (one.disputed / one.count) * tall : 0;
          return (
            <g key={one.start}>
              <title>{`${date(named(one.start))}: ${count('incident', one.count)}`}</title>
              <rect class="bar" x={right ? at - bar : at} y={height - tall} width={bar} height={tall} />
              {ringed > 0 && <rect class="bar-disputed" x={right ? at - bar : at} y={height - ringed} width={bar} height={ringed} />}
            </g>
          );
        })}
        {shown && <rect class="selection" x={Math.min(x(shown[0]), x(shown[1]))} y={0} width={Math.abs(x(shown[1]) - x(shown[0]))} height={height} />}
      </svg>
      <figcaption class={margin ? 'few' : ''}><span>{date(named(bins[0].start))}</span>{bins.length > 1 && <span>{date(named(bins[bins.length - 1].start))}</span>}</figcaption>
    </figure>
  );
}
