// The toll ladder as a picture: for each group of victims a lane, time along it, and every figure where and when it was given.
// A mark's shape and colour say whose voice it is, a whisker its bounds, an arrow that it has no upper bound. The step line
// is the highest lower bound so far; the band is the toll as the chosen policy counts it.
import {useState} from 'preact/hooks';
import type {Names, Tally, TollFigure} from '../api';
import {count, date, is_rtl, number, short_number, t} from '../i18n';
import {label} from '../labels';
import {link} from '../route';
import {bounds_text, Chain, Figure, Fold, Modal, Words} from './basic';

const lanes = ['police', 'military', 'militant', 'civilian', 'journalist', 'aid_worker', 'official', 'foreign', 'mixed', 'unspecified'];
const shapes: Record<string, string> = {
  outlet: 'M0,-6A6,6 0 1,1 0,6A6,6 0 1,1 0,-6Z',
  media: 'M0,-6A6,6 0 1,1 0,6A6,6 0 1,1 0,-6Z',
  official: 'M-5.5,-5.5H5.5V5.5H-5.5Z',
  group: 'M0,-7L6.5,5H-6.5Z',
  medical: 'M-2.2,-6.5H2.2V-2.2H6.5V2.2H2.2V6.5H-2.2V2.2H-6.5V-2.2H-2.2Z',
  witness: 'M0,-7.5L6.5,0L0,7.5L-6.5,0Z',
  organisation: 'M0,-7L6.6,-2.2L4.1,5.6H-4.1L-6.6,-2.2Z',
  expert: 'M0,7L-6.5,-5H6.5Z',
  unknown: 'M-6,-3L-3,-6L0,-3L3,-6L6,-3L3,0L6,3L3,6L0,3L-3,6L-6,3L-3,0Z',
};
const width = 720, top = 22, lane_height = 118, foot = 26, left = 56, right = 16;
const voices_named = 12;

interface Voice { key: string; kind: string; words: string; hue: number }

// The origin of a figure: the end of its chain, or the outlet.
function voice_of(figure: TollFigure): Omit<Voice, 'hue'> {
  const last = figure.attribution[figure.attribution.length - 1];
  if (!last) return {key: `outlet:${figure.outlet}`, kind: 'outlet', words: figure.outlet};
  return {key: last.id || `${figure.outlet}:${last.text}`, kind: last.kind, words: last.text};
}

function voices_of(figures: TollFigure[]): Map<string, Voice> {
  const found = new Map<string, Voice>();
  for (const figure of figures) {
    const voice = voice_of(figure);
    if (!found.has(voice.key)) found.set(voice.key, {...voice, hue: found.size % 8});
  }
  return found;
}

const time_of = (figure: TollFigure) => Date.parse((figure.published ?? '').slice(0, 16)) || 0;
const most_of = (figure: TollFigure) => Math.max(figure.casualty.low ?? 0, figure.casualty.high ?? 0);
const key_of = (figure: TollFigure) => `${figure.doc_id}:${figure.claim_id}:${figure.casualty.start}:${figure.casualty.effect}`;

function nice_top(most: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 1.2, 1.5, 2, 3, 4, 5, 6, 8, 10].map((n) => n * unit).find((n) => n >= most && Number.isInteger(n)) ?? most;
}

// How high a value stands, from 0 to 1. Where one figure towers over the others, roots keep these apart.
type Scale = (value: number) => number;
function scale_of(most: number[], highest: number): {scale: Scale; ticks: number[]} {
  const middle = [...most].sort((a, b) => a - b)[Math.floor(most.length / 2)] || 1;
  const whole = (values: number[]) => values.filter((value) => Number.isInteger(value));
  if (most.length < 4 || highest < 8 * middle) return {scale: (value) => value / highest, ticks: whole([0, highest / 2, highest])};
  return {scale: (value) => Math.sqrt(value / highest), ticks: whole([0, highest / 10, highest / 2, highest])};
}

interface Placed { figure: TollFigure; x: number; y: number }

// Marks that would lie on each other move apart along the time axis.
function spread(placed: Placed[]): Placed[] {
  const done: Placed[] = [];
  for (const one of placed) {
    let x = one.x;
    while (done.some((other) => Math.abs(other.x - x) < 14 && Math.abs(other.y - one.y) < 12)) x += is_rtl() ? -14 : 14;
    done.push({...one, x: Math.max(left + 6, Math.min(width - right - 6, x))});
  }
  return done;
}

interface LaneProps { group: string; figures: TollFigure[]; at: number; x: (time: number) => number; voices: Map<string, Voice>; counted?: Tally; point: (figure: TollFigure | null) => void; shown: TollFigure | null }

function Lane({group, figures, at, x, voices, counted, point, shown}: LaneProps) {
  const highest = nice_top(Math.max(...figures.map(most_of), counted?.high ?? 0, counted?.low ?? 0));
  const floor = at + lane_height - 12, ceiling = at + 30;
  const {scale, ticks: values} = scale_of(figures.map(most_of), highest);
  const y = (value: number) => floor - scale(value) * (floor - ceiling);
  const rtl = is_rtl();
  const axis = rtl ? width - left : left;
  const placed = spread(figures.filter((one) => one.casualty.low !== null || one.casualty.high !== null).map((figure) => ({figure, x: x(time_of(figure)), y: y(figure.casualty.low ?? 0)})));
  let reached = 0, path = '', end = 0;
  for (const figure of figures) {
    const low = figure.casualty.low ?? 0;
    if (figure.modality === 'denied' || low <= reached) continue;
    path += path ? `H${x(time_of(figure))}V${y(low)}` : `M${x(time_of(figure))},${y(low)}`;
    reached = low;
    end = y(low);
  }
  return (
    <g class={`lane group-${group}`}>
      <text class="lane-name" x={rtl ? width - right : left} y={at + 16} text-anchor="start">{label('group', group)}</text>
      {values.map((value) => (
        <g key={value}>
          <line class="grid" x1={rtl ? right : left} x2={rtl ? width - left : width - right} y1={y(value)} y2={y(value)} />
          <text class="tick" x={rtl ? axis + 8 : axis - 8} y={y(value) + 4} text-anchor="end">{short_number(value)}</text>
        </g>
      ))}
      {counted && counted.low !== null && (
        <g class="counted">
          <rect x={rtl ? right : left} width={width - left - right} y={y(counted.high ?? highest)} height={Math.max(3, y(counted.low) - y(counted.high ?? highest))} />
          {counted.best != null && <line x1={rtl ? right : left} x2={rtl ? width - left : width - right} y1={y(counted.best)} y2={y(counted.best)} />}
        </g>
      )}
      {path && <path class="steps" d={`${path}H${rtl ? right : width - right}`} data-end={end} />}
      {placed.map(({figure, x: px, y: py}) => {
        const voice = voices.get(voice_of(figure).key)!;
        const {low, high} = figure.casualty;
        const up = high === null ? ceiling - 6 : y(high);
        return (
          <a key={key_of(figure)} href={`${link('report', figure.doc_id)}?claim=${figure.claim_id}`} class={`figure-mark hue-${voice.hue}${figure.modality === 'denied' ? ' denied' : ''}${shown === figure ? ' shown' : ''}`}
            aria-label={`${bounds_text(figure.casualty)} ${label('effect', figure.casualty.effect)}، ${label('group', group)}، ${figure.casualty.text}، ${voice.words}، ${date(figure.published)}`}
            onPointerEnter={() => point(figure)} onFocus={() => point(figure)}>
            {low !== high && <path class="whisker" d={`M${px},${py}V${up}${high === null ? `m-4,5l4,-5l4,5` : 'm-4,0h8'}`} />}
            <circle class="halo" cx={px} cy={py} r={11} />
            <path class={voice.kind === 'outlet' ? 'glyph hollow' : 'glyph'} transform={`translate(${px},${py})`} d={shapes[voice.kind] ?? shapes.unknown} />
          </a>
        );
      })}
    </g>
  );
}

const Glyph = ({voice}: {voice: Voice}) => (
  <svg class={`key hue-${voice.hue}`} viewBox="-9 -9 18 18" aria-hidden="true"><path class={voice.kind === 'outlet' ? 'glyph hollow' : 'glyph'} d={shapes[voice.kind] ?? shapes.unknown} /></svg>
);

function ticks(first: number, last: number): number[] {
  if (first === last) return [first];
  const days = Math.max(1, Math.ceil((last - first) / 86400000));
  const step = Math.ceil(days / 6) * 86400000;
  const start = Math.ceil(first / 86400000) * 86400000;
  const found = [];
  for (let at = start; at <= last; at += step) found.push(at);
  return found.length ? found : [first];
}

interface Props { toll: TollFigure[]; tallies: Tally[]; names: Names }

export function Ladder({toll, tallies, names}: Props) {
  const effects = [...new Set(toll.map((one) => one.casualty.effect))];
  const [chosen, choose] = useState('killed');
  const [shown, point] = useState<TollFigure | null>(null);
  const effect = effects.includes(chosen) ? chosen : effects[0];
  const figures = toll.filter((one) => one.casualty.effect === effect).sort((a, b) => time_of(a) - time_of(b));
  const dated = figures.map(time_of).filter(Boolean);
  const first = Math.min(...dated), last = Math.max(...dated);
  const pad = Math.max((last - first) * 0.04, 3600000);
  const rtl = is_rtl();
  const x = (time: number) => {
    const share = dated.length ? ((time || first) - first + pad) / (last - first + 2 * pad) : 0.5;
    return rtl ? width - left - share * (width - left - right) : left + share * (width - left - right);
  };
  const counted = tallies.filter((one) => one.effect === effect);
  // A count over several groups has a lane of its own, first: it belongs to none of theirs.
  const groups = [...counted.map((one) => one.people).filter((people) => !lanes.includes(people)), ...lanes.filter((group) => figures.some((one) => one.casualty.group === group))];
  const voices = voices_of(figures);
  const height = top + groups.length * lane_height + foot;
  if (!toll.length) return <p class="empty">{t('no_toll')}</p>;
  return (
    <div class="ladder">
      <div class="tabs" role="group" aria-label={t('effect')}>
        {effects.map((one) => (
          <button type="button" key={one} aria-pressed={one === effect} onClick={() => { choose(one); point(null); }}>
            {label('effect', one)} <small>{number(toll.filter((figure) => figure.casualty.effect === one).length)}</small>
          </button>
        ))}
      </div>
      <div class="ladder-scroll" tabIndex={0} role="group" aria-label={`${t('toll_ladder')}: ${label('effect', effect)}`}>
        <svg class="ladder-picture" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={count('figure', figures.length)}>
          {dated.length > 0 && ticks(first, last).map((at) => (
            <g key={at}>
              <line class="grid day" x1={x(at)} x2={x(at)} y1={top} y2={height - foot + 4} />
              <text class="tick" x={x(at)} y={height - 6} text-anchor="middle">{date(new Date(at).toISOString().slice(0, 10), 'short')}</text>
            </g>
          ))}
          {groups.map((group, i) => (
            <Lane key={group} group={group} figures={figures.filter((one) => one.casualty.group === group)} at={top + i * lane_height} x={x} voices={voices} point={point} shown={shown}
              counted={counted.find((one) => one.people === group)} />
          ))}
        </svg>
      </div>
      <div class="ladder-words" aria-live="polite">
        {shown ? (
          <p><Figure of={shown.casualty} /> <q><Words text={shown.casualty.text} /></q> <Modal value={shown.modality} /> — <Chain outlet={shown.outlet} steps={shown.attribution} names={names} /> <time>{date(shown.published)}</time></p>
        ) : <p class="note">{t('ladder_hint')}</p>}
      </div>
      <Fold keep={voices_named} as="keys" items={[...voices.values()].map((voice) => <li key={voice.key}><Glyph voice={voice} /> <Words text={voice.words || t('own_voice')} /> <small>{label('voice', voice.kind)}</small></li>)} />
      <details>
        <summary>{t('as_table')}</summary>
        <div class="scroll" tabIndex={0} role="group" aria-label={t('as_table')}>
          <table>
            <thead><tr><th>{t('published')}</th><th>{t('figure')}</th><th>{t('group')}</th><th>{t('words')}</th><th>{t('voice')}</th></tr></thead>
            <tbody>
              {figures.map((one) => (
                <tr key={key_of(one)}>
                  <td>{date(one.published)}</td><td><Figure of={one.casualty} /> <Modal value={one.modality} /></td><td>{label('group', one.casualty.group)}</td>
                  <td><a href={`${link('report', one.doc_id)}?claim=${one.claim_id}`}><Words text={one.casualty.text} /></a></td>
                  <td><Chain outlet={one.outlet} steps={one.attribution} names={names} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}
