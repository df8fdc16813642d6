// One report, its text and every claim in it; and the list of reports.
import {useEffect, useState} from 'preact/hooks';
import {at, useAnswer, usePages} from '../api';
import type {Document, DocumentRow, Page} from '../api';
import {count, date, t} from '../i18n';
import {Busy, Chain, More, Problem, Words} from '../parts/basic';
import {Reader} from '../parts/reader';
import type {Route} from '../route';
import {link, replace_query} from '../route';
import {may_review, useSession} from '../session';
import {Search} from './filters';

export function Report({route}: {route: Route}) {
  const who = useSession();
  const wanted = route.query.get('claim') ?? '';
  const [chosen, choose] = useState(wanted);
  useEffect(() => choose(wanted), [wanted]);
  const {value, error, busy, again} = useAnswer<Document>(at('documents', route.path[1]));
  if (error) return <Problem error={error} again={again} />;
  if (!value) return <Busy when={busy} />;
  return (
    <div>
      <header class="sheet-head">
        <h1><Words text={value.title || value.doc_id} /></h1>
        <p><Chain outlet={value.outlet} steps={[]} /> <time>{date(value.published)}</time> <bdi class="ref">{value.doc_id}</bdi>
          {value.revision > 1 && <span class="warning">{t('revision')} {value.revision}</span>}
          {may_review(who) && <a href={link('review', value.doc_id)}>{t('review_this')}</a>}
        </p>
        <details class="proof"><summary>{t('proof')}</summary><p><bdi dir="ltr">SHA-256 {value.sha256}</bdi></p>{value.url && <p><bdi dir="ltr">{value.url}</bdi></p>}</details>
      </header>
      <Reader coded={value} outlet={value.outlet} stored chosen={chosen} choose={choose} />
    </div>
  );
}

export function Reports({route}: {route: Route}) {
  const set = (changes: Record<string, string>) => {
    const next = new URLSearchParams(route.query);
    for (const [name, value] of Object.entries(changes)) value ? next.set(name, value) : next.delete(name);
    replace_query(next);
  };
  const list = usePages<DocumentRow, Page<DocumentRow>>(at('documents', {outlet: route.query.get('outlet'), q: route.query.get('q')}), (page) => page.items);
  return (
    <div>
      <h1>{t('reports')}</h1>
      <div class="filters"><Search query={route.query} set={set} /></div>
      <Problem error={list.error} again={list.again} />
      <Busy when={list.busy && !list.items.length} />
      <p class="note" role="status">{list.first ? count('report', list.total) : ''}</p>
      <ul class="reports">
        {list.items.map((one) => (
          <li key={one.doc_id}>
            <p class="report-head"><a href={link('report', one.doc_id)}><Words text={one.title || one.doc_id} /></a></p>
            <p class="report-foot"><Chain outlet={one.outlet} steps={[]} /> <time>{date(one.published)}</time> <span>{count('claim', one.claims)}</span></p>
          </li>
        ))}
      </ul>
      <More more={list.more} busy={list.busy} />
    </div>
  );
}
