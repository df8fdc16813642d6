// The sheet of one incident: the ladder of its tolls, how a policy counts them, who is said to have done it, who holds the
// place, what is disputed, the reports with their origins, and why they are one incident.
import {useState} from 'preact/hooks';
import type {Claim, ClaimRef, Report, Sheet, Voice} from '../api';
import {ask, at, useAnswer} from '../api';
import {count, date, days, number, t} from '../i18n';
import {feature_name, kind_name, label, name_of, reason_text} from '../labels';
import {Busy, Chain, Figure, Fold, Kind, Modal, Problem, Section, Tolls, Words} from '../parts/basic';
import {Ladder} from '../parts/ladder';
import {ControlStrip, DisputeCard, Voices} from '../parts/statements';
import {link, replace_query} from '../route';
import type {Route} from '../route';
import {may_review, useMeta, useSession} from '../session';

const ref_key = (ref: ClaimRef) => `${ref.doc_id}:${ref.claim_id}`;
const claim_link = (ref: ClaimRef) => `${link('report', ref.doc_id)}?claim=${ref.claim_id}`;

const bound = (value: number | null) => (value === null ? '–' : number(value));

function Tallies({counting}: {counting: NonNullable<Sheet['counting']>}) {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={t('counting_policy')}>
      <table>
        <thead><tr><th>{t('effect')}</th><th>{t('group')}</th><th>{t('low')}</th><th>{t('best')}</th><th>{t('high')}</th><th>{t('origins')}</th></tr></thead>
        <tbody>
          {counting.tallies.map((one) => (
            <tr key={`${one.effect} ${one.people}`}>
              <td>{label('effect', one.effect)}</td><td>{label('group', one.people)}</td><td>{bound(one.low)}</td><td>{bound(one.best)}</td><td>{bound(one.high)}</td>
              <td>{number(one.origins)} {one.provisional && <small>{t('provisional')}</small>}</td>
            </tr>
          ))}
          {!counting.tallies.length && <tr><td colSpan={6}>{t('nothing_counted')}</td></tr>}
        </tbody>
      </table>
    </div>
  );
}

// The switch, what the chosen policy makes of the toll, and each figure that it does not count, with the reason.
function Counting({sheet, policy}: {sheet: Sheet; policy: string}) {
  const policies = useMeta()?.policies ?? [];
  const {counting} = sheet;
  if (!policies.length || !sheet.incident.toll.length) return null;
  return (
    <div class="counting">
      <div class="tabs" role="group" aria-label={t('counting_policy')}>
        <span class="tabs-title">{t('counting_policy')}</span>
        {['', ...policies].map((one) => (
          <button type="button" key={one} aria-pressed={one === policy} onClick={() => replace_query(new URLSearchParams(one ? {policy: one} : {}))}>{one ? label('policy', one) : t('no_policy')}</button>
        ))}
      </div>
      {counting && (
        <>
          <p class="note">{label('rule', counting.policy)}</p>
          <Tallies counting={counting} />
          {counting.left_out.length > 0 && (
            <details><summary>{t('left_out')}: {count('figure', counting.left_out.length)}</summary>
              <ul class="left-out">
                {counting.left_out.map((one) => (
                  <li key={ref_key(one) + one.casualty.start + one.casualty.effect}><Figure of={one.casualty} /> {label('effect', one.casualty.effect)} <a href={claim_link(one)}><Words text={one.casualty.text} /></a> <span class="note">{reason_text(one.reason)}</span></li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </div>
  );
}

function Board({sheet}: {sheet: Sheet}) {
  if (!sheet.responsibility.length) return <p class="empty">{t('nobody_named')}</p>;
  return (
    <ul class="board">
      {sheet.responsibility.map((row) => (
        <li key={`${row.actor_id} ${row.actor} ${row.stance}`} class={`stance-${row.stance}`}>
          <h3><Words text={name_of(sheet.names, row.actor_id, row.actor) || t('nobody')} /> <span class="stance">{label('stance', row.stance)}</span></h3>
          <Voices voices={row.voices} names={sheet.names} />
        </li>
      ))}
    </ul>
  );
}

// Copies of one text, and what credits one agency, stand together: the first of them open, the others folded below. Reports that an
// outlet wrote itself stand alone, however many it wrote.
function channels_of({reports}: Sheet): {channel: string; reports: Report[]}[] {
  const found = new Map<string, Report[]>();
  for (const report of reports) {
    const shared = report.origin && !/^(outlet|document):/.test(report.origin);
    const channel = shared ? report.origin! : `document:${report.doc_id}`;
    found.set(channel, [...(found.get(channel) ?? []), report]);
  }
  return [...found].map(([channel, of_channel]) => ({channel, reports: of_channel}));
}

const channel_name = (channel: string, names: Sheet['names']) => (channel.startsWith('text:') ? t('shared_text') : name_of(names, channel, channel.replace(/^\w+:/, '')));

function ReportLine({report, names}: {report: Report; names: Sheet['names']}) {
  return (
    <div class="report-line">
      <p class="report-head"><a href={link('report', report.doc_id)}><Words text={report.title || report.doc_id} /></a></p>
      <p class="report-foot"><Chain outlet={report.outlet} steps={[]} /> <time>{date(report.published)}</time> <span>{count('claim', report.claims.length)}</span></p>
      <details><summary>{t('claims')}</summary>
        <ul class="claim-list">{report.claims.map((claim) => <ClaimLine key={claim.claim_id} claim={claim} outlet={report.outlet} names={names} />)}</ul>
      </details>
    </div>
  );
}

function ClaimLine({claim, outlet, names}: {claim: Claim; outlet: string; names: Sheet['names']}) {
  return (
    <li><Kind kind={claim.kind} /> <a href={claim_link(claim)}><Words text={claim.trigger.text} /></a> <Tolls of={claim.casualties} /> <Modal value={claim.modality} /> <Chain outlet={outlet} steps={claim.attribution} names={names} /></li>
  );
}

function Reports({sheet}: {sheet: Sheet}) {
  return (
    <ul class="reports">
      {channels_of(sheet).map(({channel, reports: [first, ...copies]}) => (
        <li key={first.doc_id}>
          <ReportLine report={first} names={sheet.names} />
          {copies.length > 0 && (
            <details class="copies"><summary>{t('same_origin')} (<bdi>{channel_name(channel, sheet.names)}</bdi>): {count('report', copies.length)}</summary>
              {copies.map((copy) => <ReportLine key={copy.doc_id} report={copy} names={sheet.names} />)}
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function Why({sheet}: {sheet: Sheet}) {
  const claims = new Map(sheet.reports.flatMap((report) => report.claims.map((claim) => [ref_key(claim), claim] as const)));
  const words = (ref: ClaimRef) => claims.get(ref_key(ref))?.trigger.text ?? ref_key(ref);
  if (!sheet.why.length) return <p class="empty">{t('no_why')}</p>;
  return (
    <ol class="why">
      {sheet.why.slice(0, 40).map((join) => (
        <li key={ref_key(join.a) + ref_key(join.b)}>
          <p><a href={claim_link(join.a)}><Words text={words(join.a)} /></a> <bdi class="ref">{ref_key(join.a)}</bdi> ↔ <a href={claim_link(join.b)}><Words text={words(join.b)} /></a> <bdi class="ref">{ref_key(join.b)}</bdi> <bdi class="figure" dir="ltr">{join.score.toFixed(2)}</bdi></p>
          <Fold keep={6} as="features" items={join.features.map((one) => <li key={one.name} class={one.weight < 0 ? 'against' : ''}><bdi>{feature_name(one.name)}</bdi> <bdi dir="ltr">{one.weight > 0 ? '+' : ''}{one.weight.toFixed(2)}</bdi></li>)} />
        </li>
      ))}
    </ol>
  );
}

// Merge and split: a coder's decision about this incident, recorded beside what the program joined.
function Decide({sheet, again}: {sheet: Sheet; again: () => void}) {
  const [other, write] = useState('');
  const [apart, set_apart] = useState<Set<string>>(new Set());
  const [error, fail] = useState<Error | undefined>();
  const id = sheet.incident.incident_id;
  const act = (body: unknown) => ask(at('review', 'acts'), {method: 'POST', body}).then(() => { set_apart(new Set()); write(''); fail(undefined); again(); }, fail);
  const chosen = sheet.incident.claims.filter((ref) => apart.has(ref_key(ref)));
  const claims = sheet.reports.flatMap((report) => report.claims);
  return (
    <Section title={t('merge_split')}>
      <Problem error={error} />
      {sheet.acts.length > 0 && <ul class="acts">{sheet.acts.map((one) => <li key={one.id}><bdi>{one.author}</bdi> {label('act', one.action)} <bdi class="ref">{one.body.incidents?.join(' + ') ?? one.body.claims?.map(ref_key).join(' ')}</bdi> <time>{date(one.at)}</time> <button type="button" onClick={() => act({action: 'undo', act: one.id})}>{t('undo')}</button></li>)}</ul>}
      <form class="inline" onSubmit={(event) => { event.preventDefault(); void act({action: 'merge', incidents: [id, other.trim()]}); }}>
        <label>{t('merge_with')} <input value={other} dir="ltr" placeholder="i-…" required pattern="i-[0-9a-f]+" onInput={(event) => write(event.currentTarget.value)} /></label>
        <button type="submit">{t('act.merge')}</button>
      </form>
      <details><summary>{t('split_off')}</summary>
        <ul class="claim-list">
          {claims.map((claim) => (
            <li key={ref_key(claim)}><label><input type="checkbox" checked={apart.has(ref_key(claim))} onChange={() => { const next = new Set(apart); if (!next.delete(ref_key(claim))) next.add(ref_key(claim)); set_apart(next); }} /> <Kind kind={claim.kind} /> <Words text={claim.trigger.text} /> <bdi class="ref">{ref_key(claim)}</bdi></label></li>
          ))}
        </ul>
        <button type="button" disabled={!chosen.length || chosen.length === claims.length} onClick={() => act({action: 'split', incident_id: id, claims: chosen})}>{t('act.split')} ({number(chosen.length)})</button>
      </details>
    </Section>
  );
}

export function IncidentSheet({route}: {route: Route}) {
  const id = route.path[1];
  const policy = route.query.get('policy') ?? '';
  const who = useSession();
  const {value: sheet, error, busy, again} = useAnswer<Sheet>(at('incidents', id, {policy}));
  if (error) return <Problem error={error} again={again} />;
  if (!sheet) return <Busy when={busy} />;
  const {incident, names} = sheet;
  const place = name_of(names, incident.place_id, incident.place);
  const voices = new Map<string, Voice>();
  for (const report of sheet.reports) for (const claim of report.claims) voices.set(ref_key(claim), {doc_id: claim.doc_id, claim_id: claim.claim_id, outlet: report.outlet, published: report.published, attribution: claim.attribution, modality: claim.modality, origin: ''});
  return (
    <div class="sheet">
      <header class="sheet-head">
        <h1>{kind_name(incident.kind)}{place && <>{t('comma')}<Words text={place} /></>}</h1>
        <p>
          <span>{days(incident.day_first, incident.day_last)}</span> <span>{count('report', sheet.reports.length)}</span> <span>{count('origin', incident.independent_origins)}</span> <span>{count('claim', incident.claims.length)}</span>{' '}
          {incident.place_id && <a href={link('place', incident.place_id)}>{t('place_page')}</a>} <bdi class="ref">{incident.incident_id}</bdi>
        </p>
      </header>
      <Section title={t('toll_ladder')}><Ladder toll={incident.toll} tallies={sheet.counting?.tallies ?? []} names={names} /><Counting sheet={sheet} policy={policy} /></Section>
      <Section title={t('disputes')}>
        {incident.disputes.length ? incident.disputes.map((dispute, i) => (
          <DisputeCard key={i} dispute={dispute} names={names} voices={dispute.positions.map((position) => position.claims.map((ref) => voices.get(ref_key(ref))).filter((voice) => voice !== undefined))} />
        )) : <p class="empty">{t('no_disputes')}</p>}
      </Section>
      <Section title={t('responsibility')} note={t('responsibility_note')}><Board sheet={sheet} /></Section>
      {sheet.control.length > 0 && <Section title={t('control')}><ControlStrip control={sheet.control} names={names} /></Section>}
      <Section title={t('reports')}><Reports sheet={sheet} /></Section>
      <Section title={t('why_one')} note={t('why_note')}>
        {sheet.acts.length > 0 && <ul class="acts">{sheet.acts.map((one) => <li key={one.id}>{t('decided_by', {act: label('act', one.action)})} <bdi>{one.author}</bdi> <time>{date(one.at)}</time></li>)}</ul>}
        <Why sheet={sheet} />
      </Section>
      {may_review(who) && <Decide sheet={sheet} again={again} />}
    </div>
  );
}
