// A text with its claims in place. Each role has a colour and a line; a part inside a part has its line nearer the word, so
// both are seen; the kind of line under a trigger says how sure its voice is. A click on a word shows the claims it is in.
import type {ComponentChildren, Ref} from 'preact';
import {useEffect, useMemo, useRef, useState} from 'preact/hooks';
import type {Claim, Coded, Explanation} from '../api';
import {at, useAnswer} from '../api';
import {count, date, direction, t} from '../i18n';
import {label, name_of} from '../labels';
import {useKeys} from '../keys';
import {link} from '../route';
import type {Part, Segment} from '../spans';
import {segments} from '../spans';
import {Chain, Confidence, Figure, Kind, Modal, Problem, Tolls, Words} from './basic';

export const roles = ['trigger', 'agent', 'target', 'place', 'time', 'means', 'toll', 'voice'] as const;

function Piece({segment, chosen, pick}: {segment: Segment; chosen: string; pick: (ids: string[]) => void}) {
  const {parts} = segment;
  const shown: Part[] = [];
  for (const part of parts) {
    if (chosen && part.claim.claim_id !== chosen) continue;
    if (!shown.some((other) => other.role === part.role && other.start === part.start && other.end === part.end)) shown.push(part);
  }
  const ids = [...new Set(parts.map((part) => part.claim.claim_id))];
  const inner = shown.slice(0, 4).reduceRight<ComponentChildren>((inside, part, i, all) => (
    <span class={`part role-${part.role} depth-${all.length - 1 - i}${part.role === 'trigger' ? ` m-${part.claim.modality}` : ''}`}>{inside}</span>
  ), segment.text);
  if (!ids.length) return <span data-start={segment.start}>{inner}</span>;
  return <span data-start={segment.start} class={`covered${chosen && !shown.length ? ' other' : ''}`} data-claims={ids.join(' ')} onClick={() => getSelection()?.isCollapsed !== false && pick(ids)}>{inner}</span>;
}

export function Text({coded, chosen, pick, holder}: {coded: Coded; chosen: string; pick: (ids: string[]) => void; holder?: Ref<HTMLElement>}) {
  const lines = useMemo(() => segments(coded.text, coded.claims), [coded]);
  return (
    <article class={`text${chosen ? ' one-claim' : ''}`} lang="ar" dir="rtl" ref={holder}>
      {lines.map((line, i) => <p key={i} dir={direction(line.map((segment) => segment.text).join(''))}>{line.map((segment) => <Piece key={segment.start} segment={segment} chosen={chosen} pick={pick} />)}</p>)}
    </article>
  );
}

function Rules({claim}: {claim: Claim}) {
  const {value, error} = useAnswer<Explanation>(at('claims', `${claim.doc_id}:${claim.claim_id}`));
  if (error) return <Problem error={error} />;
  return (
    <ul class="rules">
      {(value?.rules ?? claim.rules.map((id) => ({id, table: '', cells: {} as Record<string, string>}))).map((rule) => (
        <li key={rule.id}>
          <bdi class="ref">{rule.id}</bdi> {rule.table ? <small dir="ltr">{rule.table}</small> : <small>{t('model_or_rule')}</small>}
          {Object.keys(rule.cells).length > 0 && (
            <dl>{Object.entries(rule.cells).filter(([name, cell]) => cell && name !== 'id').map(([name, cell]) => <><dt><bdi>{name}</bdi></dt><dd><bdi>{cell.replaceAll('|', ' | ')}</bdi></dd></>)}</dl>
          )}
        </li>
      ))}
    </ul>
  );
}

export function ClaimCard({claim, coded, outlet, stored, children}: {claim: Claim; coded: Coded; outlet: string; stored: boolean; children?: ComponentChildren}) {
  const {names} = coded;
  const people = (role: 'agent' | 'target' | 'means') => claim[role].length > 0 && (
    <><dt class={`role-name role-${role}`}>{t(`role.${role}`)}</dt><dd>{claim[role].map((one) => <span key={one.start}><Words text={one.text} />{one.id && <small> {name_of(names, one.id)}</small>}</span>)}</dd></>
  );
  return (
    <section class="claim-card" aria-label={`${t('claim')} ${claim.claim_id}`}>
      <h2><Kind kind={claim.kind} /> <Words text={claim.trigger.text} /> <bdi class="ref">{claim.claim_id}</bdi></h2>
      <p class="breadcrumb"><Chain outlet={outlet} steps={claim.attribution} names={names} /></p>
      <p><span class={`modality m-${claim.modality}`}>{label('modality', claim.modality)}</span> {label('quote', claim.quote)} <Confidence value={claim.confidence} /></p>
      <dl class="roles">
        {people('agent')}{people('target')}
        {claim.place.length > 0 && <><dt class="role-name role-place">{t('role.place')}</dt><dd>{claim.place.map((one) => <span key={one.start}><Words text={one.text} /> {one.id ? <a href={link('place', one.id)}>{name_of(names, one.id)}</a> : <small>{t('unresolved')}</small>}</span>)}</dd></>}
        {claim.time.length > 0 && <><dt class="role-name role-time">{t('role.time')}</dt><dd>{claim.time.map((one) => <span key={one.start}><Words text={one.text} /> <small>{one.value ? date(one.value) : t('unresolved')}</small></span>)}</dd></>}
        {people('means')}
        {claim.casualties.length > 0 && <><dt class="role-name role-toll">{t('role.toll')}</dt><dd>{claim.casualties.map((one) => <span key={one.start + one.effect}><Figure of={one} /> {label('effect', one.effect)} <small>{label('group', one.group)}</small> <Words text={one.text} /></span>)}</dd></>}
      </dl>
      {claim.incident && stored && <p><a href={link('incident', claim.incident)}>{t('its_incident')}</a></p>}
      {stored ? <details><summary>{t('made_by')}</summary><Rules claim={claim} /></details>
        : <details><summary>{t('made_by')}</summary><ul class="rules">{claim.rules.map((id) => <li key={id}><bdi class="ref">{id}</bdi></li>)}</ul></details>}
      {children}
    </section>
  );
}

interface ReaderProps {
  coded: Coded;
  outlet: string;
  stored: boolean;
  chosen: string;
  choose: (claim_id: string) => void;
  tools?: (claim: Claim, text: HTMLElement | null) => ComponentChildren;
  badge?: (claim: Claim) => string;
  above?: (text: HTMLElement | null) => ComponentChildren;
}

export function Reader({coded, outlet, stored, chosen, choose, tools, badge, above}: ReaderProps) {
  const [stack, pile] = useState<string[]>([]);
  const text = useRef<HTMLElement>(null);
  const claim = coded.claims.find((one) => one.claim_id === chosen);
  const pick = (ids: string[]) => {
    pile(ids);
    choose(ids[(ids.indexOf(chosen) + 1) % ids.length]);
  };
  useEffect(() => {
    if (claim) text.current?.querySelector(`[data-claims~="${CSS.escape(claim.claim_id)}"]`)?.scrollIntoView({block: 'nearest'});
  }, [claim?.claim_id]);
  const step = (by: number) => {
    const last = coded.claims.length - 1, now = coded.claims.findIndex((one) => one.claim_id === chosen);
    if (last < 0) return;
    choose(coded.claims[now < 0 ? (by > 0 ? 0 : last) : Math.min(last, Math.max(0, now + by))].claim_id);
    pile([]);
  };
  useKeys({j: () => step(1), k: () => step(-1), Escape: () => choose('')});
  return (
    <div class="reader">
      <div class="reader-text">
        <ul class="role-keys" aria-label={t('legend')}>{roles.map((role) => <li key={role}><span class={`part role-${role} m-asserted`}>{t(`role.${role}`)}</span></li>)}
          {(['suspected', 'denied', 'planned', 'called_for', 'hypothetical'] as const).map((modality) => <li key={modality}><span class={`part role-trigger m-${modality}`}>{label('modality', modality)}</span></li>)}
        </ul>
        <Text coded={coded} chosen={chosen} pick={pick} holder={text} />
      </div>
      <aside class="reader-side" aria-label={t('claims')}>
        {above?.(text.current)}
        {stack.length > 1 && <p class="stack" role="group" aria-label={t('claims_here')}>{t('claims_here')}: {stack.map((id) => <button type="button" key={id} aria-pressed={id === chosen} onClick={() => choose(id)}>{id}</button>)}</p>}
        {claim ? <ClaimCard claim={claim} coded={coded} outlet={outlet} stored={stored}>{tools?.(claim, text.current)}</ClaimCard> : <p class="note">{t('reader_hint')}</p>}
        <h2 class="small">{count('claim', coded.claims.length)}</h2>
        <ol class="claim-list">
          {coded.claims.map((one) => (
            <li key={one.claim_id}><button type="button" aria-pressed={one.claim_id === chosen} onClick={() => { pile([]); choose(one.claim_id === chosen ? '' : one.claim_id); }}>
              <Kind kind={one.kind} /> <Words text={one.trigger.text} /> <Tolls of={one.casualties} /> <Modal value={one.modality} /> {badge && <span class="badge">{badge(one)}</span>}
            </button></li>
          ))}
        </ol>
      </aside>
    </div>
  );
}
