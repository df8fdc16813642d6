// A source: what an outlet or a speaker says, how often alone, corrected, contradicted; and the list of all sources.
import {at, useAnswer, usePages} from '../api';
import type {Page, Source as SourceRow, SourceAnswer} from '../api';
import {count, date, number, percent, side, t} from '../i18n';
import {kind_name, name_of} from '../labels';
import {Busy, Chain, Kind, Modal, More, Problem, Section, Tolls, Words} from '../parts/basic';
import type {Route} from '../route';
import {link, replace_query} from '../route';

const source_name = (source: SourceRow) => (side() ? source.en || source.ar : source.ar || source.en);

function Share({title, part, whole, note}: {title: string; part: number; whole?: number; note: string}) {
  return <div class="share"><strong>{number(part)}</strong>{whole ? <small> {percent(part / whole)}</small> : null}<span>{title}</span><p class="note">{note}</p></div>;
}

export function Source({route}: {route: Route}) {
  const address = at('sources', route.path[1]);
  const {value, error, busy, again} = useAnswer<SourceAnswer>(address);
  const list = usePages<SourceAnswer['statements'][number], SourceAnswer>(address, (page) => page.statements);
  if (error) return <Problem error={error} again={again} />;
  if (!value) return <Busy when={busy} />;
  const {source} = value;
  return (
    <div class="sheet">
      <header class="sheet-head">
        <h1><Words text={source_name(source)} /></h1>
        <p><span>{t(source.type === 'outlet' ? 'outlet' : 'speaker')}</span> <span>{count('report', source.documents)}</span> <span>{count('claim', source.claims)}</span>
          {source.type === 'outlet' && <a href={`#/?outlet=${encodeURIComponent(source.source_id.replace(/^outlet:/, ''))}`}>{t('its_incidents')}</a>}</p>
      </header>
      <div class="shares">
        <Share title={t('incidents')} part={value.incidents} note={t('incidents_note')} />
        <Share title={t('alone')} part={value.alone} whole={value.incidents} note={t('alone_note')} />
        <Share title={t('corrected')} part={value.corrected} whole={source.documents} note={t('corrected_note')} />
        <Share title={t('contradicted')} part={value.contradicted} note={t('contradicted_note')} />
      </div>
      <Section title={t('kinds')}><ul class="chips">{value.kinds.map((one) => <li key={one.id}>{kind_name(one.id)} <small>{number(one.count)}</small></li>)}</ul></Section>
      {source.type === 'speaker' && value.outlets.length > 0 && <Section title={t('through')}><ul class="chips">{value.outlets.map((one) => <li key={one.id}><a href={link('source', `outlet:${one.id}`)}><Words text={one.id} /> <small>{number(one.count)}</small></a></li>)}</ul></Section>}
      <Section title={t('statements')}>
        <ul class="statements">
          {list.items.map(({claim, outlet, published, contradicted}) => (
            <li key={`${claim.doc_id}:${claim.claim_id}`} class={contradicted ? 'ringed-line' : ''}>
              <p><Kind kind={claim.kind} /> <Words text={claim.trigger.text} /> <Tolls of={claim.casualties} /> <Modal value={claim.modality} /> {contradicted && <span class="ringed">{t('contradicted')}</span>} <time>{date(published)}</time></p>
              <p class="quote"><a href={`${link('report', claim.doc_id)}?claim=${claim.claim_id}`}><Words text={claim.sentence.text} /></a></p>
              <p><Chain outlet={outlet} steps={claim.attribution} names={{...value.names, ...list.first?.names}} /> {claim.agent.length > 0 && <small>{t('role.agent')}: <Words text={name_of(value.names, claim.agent[0].id, claim.agent[0].text)} /></small>}</p>
            </li>
          ))}
        </ul>
        <More more={list.more} busy={list.busy} />
      </Section>
    </div>
  );
}

export function Sources({route}: {route: Route}) {
  const type = route.query.get('type') ?? 'outlet', q = route.query.get('q') ?? '';
  const list = usePages<SourceRow, Page<SourceRow>>(at('sources', {type, q}), (page) => page.items);
  return (
    <div>
      <h1>{t('sources')}</h1>
      <div class="tabs" role="group" aria-label={t('sources')}>
        {(['outlet', 'speaker'] as const).map((one) => <button type="button" key={one} aria-pressed={one === type} onClick={() => replace_query(new URLSearchParams({type: one}))}>{t(one === 'outlet' ? 'outlets' : 'speakers')}</button>)}
        <input type="search" dir="auto" class="apart" aria-label={t('search')} placeholder={t('search')} value={q} onInput={(event) => replace_query(new URLSearchParams({type, q: event.currentTarget.value}))} />
      </div>
      <Problem error={list.error} again={list.again} />
      <Busy when={list.busy && !list.items.length} />
      {list.first && !list.items.length && <p class="empty">{t('nothing_found')}</p>}
      <ul class="chips wide">{list.items.map((one) => <li key={one.source_id}><a href={link('source', one.source_id)}><Words text={source_name(one)} /> <small>{count('claim', one.claims)}</small></a></li>)}</ul>
      <More more={list.more} busy={list.busy} />
    </div>
  );
}
