// Review: a coder goes through a report's claims with the keyboard. Every act is recorded with author and time, and can be
// undone; what the claims are in this coder's eyes is the sum of the acts.
import {useState} from 'preact/hooks';
import type {Act, Agreement, Claim, Document, NewAct, Page, QueueRow} from '../api';
import {ask, at, useAnswer, usePages} from '../api';
import {count, date, number, percent, t} from '../i18n';
import {kind_ids, kind_name, label} from '../labels';
import {Busy, More, Problem, Section, Words} from '../parts/basic';
import {Reader} from '../parts/reader';
import type {Route} from '../route';
import {link} from '../route';
import {may_review, sign_in, useMeta, useSession} from '../session';
import {selected, written} from '../spans';
import {useKeys} from '../keys';

const record = (body: NewAct) => ask<Act>(at('review', 'acts'), {method: 'POST', body});

function SignIn() {
  const [error, fail] = useState<Error | undefined>();
  const [busy, work] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    work(true);
    sign_in(String(form.get('user')), String(form.get('password'))).catch(fail).finally(() => work(false));
  };
  return (
    <form class="sign-in card" onSubmit={submit}>
      <h1>{t('sign_in')}</h1>
      <p class="note">{t('sign_in_note')}</p>
      <label>{t('user')}<input name="user" autocomplete="username" required dir="auto" /></label>
      <label>{t('password')}<input name="password" type="password" autocomplete="current-password" required dir="ltr" /></label>
      <Problem error={error} />
      <button type="submit" class="primary" disabled={busy}>{t('sign_in')}</button>
    </form>
  );
}

function Queue() {
  const list = usePages<QueueRow, Page<QueueRow>>(at('review', 'queue'), (page) => page.items);
  return (
    <Section title={t('queue')} note={t('queue_note')}>
      <Problem error={list.error} again={list.again} />
      <Busy when={list.busy && !list.items.length} />
      {list.first && !list.items.length && <p class="empty">{t('queue_empty')}</p>}
      <ul class="reports">
        {list.items.map((one) => (
          <li key={one.doc_id}>
            <p class="report-head"><a href={link('review', one.doc_id)}><Words text={one.title || one.doc_id} /></a></p>
            <p class="report-foot"><Words text={one.outlet} /> <time>{date(one.published)}</time> <span>{t('reviewed_of', {done: number(one.reviewed), all: number(one.claims)})}</span> <span>{t('least_sure')} {percent(one.least)}</span></p>
          </li>
        ))}
      </ul>
      <More more={list.more} busy={list.busy} />
    </Section>
  );
}

function Agree() {
  const [coders, set] = useState<[string, string] | null>(null);
  const {value, error} = useAnswer<Agreement>(coders && at('review', 'agreement', {a: coders[0], b: coders[1]}));
  const share = (one: number | null) => (one === null ? '–' : percent(one));
  const kappa = (one: number | null) => (one === null ? '–' : number(Math.round(one * 100) / 100));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    set([String(form.get('a')).trim(), String(form.get('b')).trim()]);
  };
  return (
    <Section title={t('agreement')} note={t('agreement_note')}>
      <form class="inline" onSubmit={submit}>
        <label>{t('coder')} 1 <input name="a" required dir="auto" /></label>
        <label>{t('coder')} 2 <input name="b" required dir="auto" /></label>
        <button type="submit">{t('compare')}</button>
      </form>
      <Problem error={error} />
      {value && (
        <table>
          <caption>{count('report', value.documents)}{t('comma')}{count('claim', value.claims)}</caption>
          <thead><tr><th>{t('about')}</th><th>{t('agreed')}</th><th>κ</th></tr></thead>
          <tbody>
            <tr><td>{t('decision')}</td><td>{share(value.decision.agreed)}</td><td><bdi dir="ltr">{kappa(value.decision.kappa)}</bdi></td></tr>
            {value.fields.map((one) => <tr key={one.field}><td>{label('field', one.field)}</td><td>{share(one.agreed)}</td><td><bdi dir="ltr">{kappa(one.kappa)}</bdi></td></tr>)}
            <tr><td>{t('detection')}</td><td>F1 {share(value.detection.f1)}</td><td></td></tr>
          </tbody>
        </table>
      )}
    </Section>
  );
}

const fields = ['kind', 'modality', 'quote', 'trigger', 'agent', 'target', 'place', 'time', 'means', 'attribution', 'casualties'];
const choices: Record<string, string[]> = {
  kind: kind_ids,
  modality: ['asserted', 'suspected', 'denied', 'planned', 'called_for', 'hypothetical'],
  quote: ['none', 'indirect', 'direct'],
  effect: ['killed', 'injured', 'missing', 'abducted', 'arrested', 'displaced', 'rescued'],
  group: ['unspecified', 'civilian', 'police', 'military', 'militant', 'official', 'journalist', 'aid_worker', 'foreign', 'mixed'],
  voice: ['official', 'group', 'media', 'witness', 'medical', 'organisation', 'expert', 'unknown'],
};
const choice_name = (list: string, value: string) => (list === 'kind' ? kind_name(value) : label(list, value));

function Choose({list, name, value}: {list: string; name: string; value?: string}) {
  return <select name={name} aria-label={t(`field.${list}` as 'field.kind')} defaultValue={value}>{choices[list].map((one) => <option key={one} value={one} selected={one === value}>{choice_name(list, one)}</option>)}</select>;
}

interface CorrectProps { claim?: Claim; doc_id: string; whole: string; text: HTMLElement | null; act: (body: NewAct) => void; close: () => void }

// Corrects one field, or, without a claim, adds one that the program missed. Words are given by selecting them in the text, or by writing them.
function Correct({claim, doc_id, whole, text, act, close}: CorrectProps) {
  const [field, choose] = useState('kind');
  const [words, take] = useState<{start: number; end: number; text: string}[]>([]);
  const quoted = claim ? field !== 'kind' && field !== 'modality' && field !== 'quote' : true;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const spans = words.map(({start, end}) => ({start, end}));
    const bound = (name: string) => (form.get(name) ? Number(form.get(name)) : null);
    if (!claim) {
      act({action: 'add', doc_id, value: {kind: form.get('kind'), trigger: spans[0]}});
      return;
    }
    let value: unknown = spans;
    if (!quoted) value = form.get(field);
    if (field === 'trigger') value = spans[0];
    if (field === 'attribution') value = spans.map((span) => ({...span, kind: form.get('voice'), named: form.get('named') === 'on'}));
    if (field === 'casualties') value = spans.map((span) => ({...span, effect: form.get('effect'), group: form.get('group'), low: bound('low'), high: bound('high')}));
    act({action: 'correct', doc_id, claim_id: claim.claim_id, field, value});
  };
  const [absent, miss] = useState(false);
  const add = (found: (typeof words)[0] | null) => {
    if (found) take(field === 'trigger' || !claim ? [found] : [...words, found]);
  };
  const write = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const input = event.currentTarget as HTMLInputElement;
    const found = written(whole, input.value.trim(), claim?.trigger.start ?? 0);
    miss(!found);
    add(found);
    if (found) input.value = '';
  };
  return (
    <form class="correct" onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && close()}>
      {claim ? (
        <label>{t('correct_what')}<select autofocus value={field} onChange={(event) => { choose(event.currentTarget.value); take([]); }}>{fields.map((one) => <option key={one} value={one}>{label('field', one)}</option>)}</select></label>
      ) : <label>{t('kind')}<Choose list="kind" name="kind" /></label>}
      {claim && !quoted && <Choose key={field} list={field} name={field} value={String(claim[field as 'kind'])} />}
      {quoted && (
        <div>
          <p class="note">{t('select_words')}</p>
          <button type="button" onMouseDown={(event) => event.preventDefault()} onClick={() => add(text && selected(text))}>{t('take_selection')}</button>{' '}
          <label>{t('write_words')} <input class="written" dir="auto" onKeyDown={write} /></label> {absent && <span class="warning" role="alert">{t('not_in_text')}</span>}{' '}
          {words.map((one) => <span class="taken" key={one.start}><Words text={one.text} /></span>)}
          {words.length > 0 && <button type="button" onClick={() => take([])}>{t('clear')}</button>}
        </div>
      )}
      {field === 'attribution' && <div class="inline"><Choose list="voice" name="voice" /><label><input type="checkbox" name="named" /> {t('named')}</label></div>}
      {field === 'casualties' && <div class="inline"><Choose list="effect" name="effect" /><Choose list="group" name="group" /><label>{t('low')} <input type="number" name="low" min={0} /></label><label>{t('high')} <input type="number" name="high" min={0} /></label></div>}
      <div class="inline"><button type="submit" class="primary" disabled={quoted && !words.length && (!claim || field === 'trigger')}>{t('record')}</button><button type="button" onClick={close}>{t('cancel')}</button></div>
    </form>
  );
}

function ReviewReport({doc_id}: {doc_id: string}) {
  const who = useSession();
  const {value, error, again} = useAnswer<Document>(at('documents', doc_id));
  const [problem, fail] = useState<Error | undefined>();
  const [chosen, choose] = useState('');
  const claim = value?.claims.find((one) => one.claim_id === chosen);
  const [form, open] = useState<'' | 'correct' | 'add'>('');
  const mine = value?.reviews.filter((one) => one.author === who.user && !one.undone) ?? [];
  const decided = (id: string) => mine.filter((one) => one.body.claim_id === id);
  const act = (body: NewAct) => {
    fail(undefined);
    record(body).then(() => { open(''); again(); }, fail);
  };
  const last = mine.reduce<Act | undefined>((newest, one) => (!newest || one.id > newest.id ? one : newest), undefined);
  const on_claim = (action: 'accept' | 'reject') => claim && act({action, doc_id, claim_id: claim.claim_id});
  const undo = () => last && act({action: 'undo', act: last.id});
  const done = () => act({action: 'done', doc_id});
  useKeys({a: () => on_claim('accept'), x: () => on_claim('reject'), e: () => claim && open('correct'), n: () => open('add'), u: undo, d: done});
  if (error) return <Problem error={error} again={again} />;
  if (!value) return <Busy when />;
  const badge = (one: Claim) => decided(one.claim_id).map((act_of) => label('act', act_of.action)).join(' · ');
  const finished = mine.some((one) => one.action === 'done');
  const left = value.claims.filter((one) => !decided(one.claim_id).length).length;
  return (
    <div>
      <header class="sheet-head">
        <h1><Words text={value.title || doc_id} /></h1>
        <p><a href={link('review')}>{t('queue')}</a> <Words text={value.outlet} /> <time>{date(value.published)}</time> <span role="status">{finished ? t('finished') : `${t('left')}: ${number(left)}`}</span></p>
      </header>
      <Problem error={problem} />
      <Reader coded={value} outlet={value.outlet} stored badge={badge} chosen={chosen} choose={choose}
        above={(text) => (
          <div class="review-bar" role="group" aria-label={t('review')}>
            <button type="button" disabled={!claim} onClick={() => on_claim('accept')}>{t('act.accept')} <kbd>A</kbd></button>
            <button type="button" disabled={!claim} onClick={() => open('correct')}>{t('act.correct')} <kbd>E</kbd></button>
            <button type="button" disabled={!claim} onClick={() => on_claim('reject')}>{t('act.reject')} <kbd>X</kbd></button>
            <button type="button" onClick={() => open('add')}>{t('act.add')} <kbd>N</kbd></button>
            <button type="button" disabled={!last} onClick={undo}>{t('undo')} <kbd>U</kbd></button>
            <button type="button" disabled={finished} onClick={done}>{t('act.done')} <kbd>D</kbd></button>
            <p class="note">{t('review_keys')}</p>
            {form === 'add' && <Correct doc_id={doc_id} whole={value.text} text={text} act={act} close={() => open('')} />}
          </div>
        )}
        tools={(one, text) => form === 'correct' && <Correct claim={one} doc_id={doc_id} whole={value.text} text={text} act={act} close={() => open('')} />} />
      <Section title={t('acts')}>
        <ul class="acts">{value.reviews.map((one) => <li key={one.id}><time>{date(one.at)}</time> <bdi>{one.author}</bdi> {label('act', one.action)} <bdi class="ref">{one.body.claim_id}</bdi> {one.body.field && label('field', one.body.field)}</li>)}</ul>
      </Section>
    </div>
  );
}

export function Review({route}: {route: Route}) {
  const who = useSession();
  const meta = useMeta();
  if (meta && !meta.reviewing) return <p class="empty">{t('no_reviewing')}</p>;
  if (!may_review(who)) return <>{who.user && <p class="problem" role="alert">{t('not_reviewer')}</p>}<SignIn /></>;
  if (route.path[1]) return <ReviewReport key={route.path[1]} doc_id={route.path[1]} />;
  return (
    <div class="sheet">
      <h1>{t('review')}</h1>
      <Queue />
      <Agree />
      <Section title={t('gold')} note={t('gold_note')}>
        <p class="chips"><a href={at('review', 'gold', {author: who.user})} download="gold.jsonl">{t('gold_mine')}</a> <a href={at('review', 'gold')} download="gold.jsonl">{t('gold_all')}</a></p>
      </Section>
    </div>
  );
}
