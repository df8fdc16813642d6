// What disputes, responsibility and control have in common: a statement with the voices behind it, each a way to its words.
import type {Control, Dispute, Names, Voice} from '../api';
import {count, date, t} from '../i18n';
import {kind_name, label, name_of} from '../labels';
import {link} from '../route';
import {Chain, Modal, Words} from './basic';

export function Voices({voices, names}: {voices: Voice[]; names?: Names}) {
  return (
    <ul class="voices">
      {voices.map((voice) => (
        <li key={`${voice.doc_id}:${voice.claim_id}`}>
          <Chain outlet={voice.outlet} steps={voice.attribution} names={names} /> <Modal value={voice.modality} />
          <a class="to-words" href={`${link('report', voice.doc_id)}?claim=${voice.claim_id}`}>{date(voice.published)}</a>
        </li>
      ))}
    </ul>
  );
}

// Positions are written by the program as words and ids, such as "killed 16..16 unspecified" or "agent grp.is".
export function statement_text(statement: string, names?: Names): string {
  return statement.split(' ').map((word, i, all) => {
    const bounds = /^(\d*)\.\.(\d*)$/.exec(word);
    if (bounds) return bounds[1] === bounds[2] ? bounds[1] : bounds[2] ? `${bounds[1]}–${bounds[2]}` : `≥ ${bounds[1]}`;
    if (names?.[word]) return name_of(names, word);
    for (const list of ['effect', 'group', 'stance', 'said']) {
      const name = label(list, word);
      if (name !== word) return name;
    }
    return i === 0 && all.length === 1 ? kind_name(word) : kind_name(word);
  }).join(' ');
}

export function about_text(dispute: Dispute, names?: Names): string {
  return dispute.about.replace(/[\w.]+/g, (word) => statement_text(word, names));
}

export function DisputeCard({dispute, voices, names}: {dispute: Dispute; voices: Voice[][]; names?: Names}) {
  return (
    <article class="dispute">
      <h3><span class={`dispute-type type-${dispute.type}`}>{label('dispute', dispute.type)}</span> <bdi>{about_text(dispute, names)}</bdi></h3>
      <div class="positions">
        {dispute.positions.map((position, i) => (
          <div class="position" key={position.statement}>
            <p class="statement"><bdi>{statement_text(position.statement, names)}</bdi> <small>{count('claim', position.claims.length)}</small></p>
            <Voices voices={voices[i] ?? []} names={names} />
          </div>
        ))}
      </div>
    </article>
  );
}

// Who is said to hold a place, from day to day; what one voice gives to another actor on the same day is ringed.
export function ControlStrip({control, names}: {control: Control[]; names?: Names}) {
  const order = [...control].sort((a, b) => (a.day ?? '').localeCompare(b.day ?? ''));
  const contested = (one: Control) => order.some((other) => other.day === one.day && other.place_id === one.place_id && other.place === one.place && (other.holds ? other.actor_id !== one.actor_id || !one.holds : other.actor_id === one.actor_id && one.holds));
  const actors = [...new Set(order.map((one) => one.actor_id || one.actor))];
  return (
    <ol class="control-strip">
      {order.map((one) => (
        <li key={`${one.voice.doc_id}:${one.voice.claim_id}:${one.actor}`} class={`hue-${actors.indexOf(one.actor_id || one.actor) % 8}${one.holds ? '' : ' not-held'}${contested(one) ? ' ringed' : ''}`}>
          <time>{one.day ? date(one.day) : t('no_date')}</time>
          <strong><Words text={name_of(names, one.actor_id, one.actor) || t('unknown_actor')} /></strong>
          <span>{t(one.holds ? 'holds' : 'holds_not')} <Words text={name_of(names, one.place_id, one.place)} /></span>
          <Voices voices={[one.voice]} names={names} />
        </li>
      ))}
    </ol>
  );
}
