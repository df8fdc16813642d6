// What disputes, responsibility and control have in common: a statement with the voices behind it, each a way to its words.
import type {Control, Dispute, Names, Voice} from '../api';
import {count, date, number, percent, t} from '../i18n';
import {kind_name, label, name_of} from '../labels';
import {link} from '../route';
import type {TextKey} from '../texts';
import {texts} from '../texts';
import {bounds_text, Chain, Fold, Modal, Words} from './basic';

const voices_shown = 6, ways_shown = 3;

function Ways({voices}: {voices: Voice[]}) {
  const way = (voice: Voice) => <a key={`${voice.doc_id}:${voice.claim_id}`} class="to-words" href={`${link('report', voice.doc_id)}?claim=${voice.claim_id}`}>{date(voice.published) || t('words')}</a>;
  const shown = voices.length <= ways_shown + 1 ? voices.length : ways_shown;
  return (
    <>
      {voices.slice(0, shown).map(way)}
      {shown < voices.length && <details class="ways"><summary>{t('others', {n: number(voices.length - shown)})}</summary>{voices.slice(shown).map(way)}</details>}
    </>
  );
}

// Sayings of one voice through one outlet stand on one line, each with its own way to the words.
export function Voices({voices, names}: {voices: Voice[]; names?: Names}) {
  const lines = new Map<string, Voice[]>();
  for (const voice of voices) {
    const key = [voice.outlet, ...voice.attribution.map((step) => step.id || step.text), voice.modality].join('\n');
    lines.set(key, [...(lines.get(key) ?? []), voice]);
  }
  const items = [...lines.values()].map((of_voice) => (
    <li key={`${of_voice[0].doc_id}:${of_voice[0].claim_id}`}>
      <Chain outlet={of_voice[0].outlet} steps={of_voice[0].attribution} names={names} /> <Modal value={of_voice[0].modality} /> <Ways voices={of_voice} />
    </li>
  ));
  return <Fold items={items} keep={voices_shown} as="voices" />;
}

// Positions are written by the program as words and ids (docs/formats/incident.md): here they are put into the reader's language.
export function statement_text(statement: string, names?: Names): string {
  const toll = /^(\w+) (\d*)\.\.(\d*) (\w+)$/.exec(statement);
  if (toll) return `${label('effect', toll[1])} ${bounds_text({low: toll[2] ? Number(toll[2]) : null, high: toll[3] ? Number(toll[3]) : null})} (${label('group', toll[4])})`;
  const deed = /^(not )?agent (.+)$/.exec(statement);
  if (deed) return t(deed[1] ? 'said.not_agent' : 'said.agent', {who: name_of(names, deed[2], deed[2])});
  const hold = /^(.*?)(not )?held by (.+)$/.exec(statement);
  if (hold) {
    const side = `side.${hold[3]}`, extent = hold[1].trim();
    const who = side in texts ? t(side as TextKey) : name_of(names, hold[3], hold[3]);
    return t(hold[2] ? 'said.not_held' : 'said.held', {who, extent: extent && `${label('extent', extent)} `});
  }
  const none = /^no (\w+)$/.exec(statement);
  if (none) return t('said.no', {what: kind_name(none[1])});
  if (/^\d{4}-/.test(statement)) return date(statement);
  return names?.[statement] ? name_of(names, statement) : kind_name(statement);
}

export function about_text({about}: Dispute, names?: Names): string {
  const toll = /^(\w+) \((\w+)\)$/.exec(about);
  if (toll) return `${label('effect', toll[1])} (${label('group', toll[2])})`;
  // Who holds which place on which day: "iq.kirkuk 2016-10-21".
  const held = /^(.*?) ?(\d{4}-\d{2}-\d{2})$/.exec(about);
  return held ? [name_of(names, held[1], held[1]), date(held[2])].filter(Boolean).join(t('comma')) : statement_text(about, names);
}

export function DisputeCard({dispute, voices, names}: {dispute: Dispute; voices: Voice[][]; names?: Names}) {
  return (
    <article class="dispute">
      <h3><span class={`dispute-type type-${dispute.type}`}>{label('dispute', dispute.type)}</span> <bdi>{about_text(dispute, names)}</bdi></h3>
      <div class="positions">
        {dispute.positions.map((position, i) => (
          <div class="position" key={position.statement}>
            <p class="statement"><bdi>{statement_text(position.statement, names)}</bdi> <small>{count('origin', position.independent)}</small></p>
            <Voices voices={voices[i] ?? []} names={names} />
          </div>
        ))}
      </div>
    </article>
  );
}

interface Holding extends Control { voices: Voice[] }

// Voices that say the same of one place and day are one entry.
function holdings_of(control: Control[]): Holding[] {
  const found = new Map<string, Holding>();
  for (const one of control) {
    const key = [one.day, one.place_id || one.place, one.actor_id || one.actor, one.share, one.holds].join('\n');
    const known = found.get(key);
    if (known) known.voices.push(one.voice);
    else found.set(key, {...one, voices: [one.voice]});
  }
  return [...found.values()].sort((a, b) => (a.day ?? '').localeCompare(b.day ?? ''));
}

// Whether two entries cannot both be true: more of a place is given away than there is, or one denies the other.
function against(a: Holding, b: Holding): boolean {
  if (a === b || a.day !== b.day || (a.place_id || a.place) !== (b.place_id || b.place)) return false;
  const same = (a.actor_id || a.actor) === (b.actor_id || b.actor);
  if (a.holds !== b.holds) return same;
  return a.holds && !same && a.side !== b.side && a.share + b.share > 1;
}

// Who is said to hold a place, from day to day; what contradicts another saying of the same day is ringed.
export function ControlStrip({control, names}: {control: Control[]; names?: Names}) {
  const order = holdings_of(control);
  const actors = [...new Set(order.map((one) => one.actor_id || one.actor))];
  return (
    <ol class="control-strip" tabIndex={0} aria-label={t('control')}>
      {order.map((one) => (
        <li key={`${one.voice.doc_id}:${one.voice.claim_id}:${one.actor}`} class={`hue-${actors.indexOf(one.actor_id || one.actor) % 8}${one.holds ? '' : ' not-held'}${order.some((other) => against(one, other)) ? ' ringed' : ''}`}>
          <time>{one.day ? date(one.day) : t('no_date')}</time>
          <strong><Words text={name_of(names, one.actor_id, one.actor) || t('unknown_actor')} /></strong>
          <span>{!one.holds ? t('holds_not') : one.share < 1 ? t('holds_part', {share: percent(one.share)}) : t('holds')} <Words text={name_of(names, one.place_id, one.place)} /></span>
          <Voices voices={one.voices} names={names} />
        </li>
      ))}
    </ol>
  );
}
