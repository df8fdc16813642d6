// The first view: incidents as a list, on a map and over time, under one set of filters.
import {useCallback} from 'preact/hooks';
import {at, useAnswer, usePages} from '../api';
import type {Facets, NamedPage, Summary} from '../api';
import {count, t, useLanguage} from '../i18n';
import {Busy, More, Problem} from '../parts/basic';
import {IncidentPage} from '../parts/incident_row';
import {IncidentMap} from '../parts/map';
import {Timeline} from '../parts/timeline';
import type {Route} from '../route';
import {replace_query} from '../route';
import {useMeta} from '../session';
import {Filters, filters_of} from './filters';

const sorts = ['-day', 'day', '-killed', '-documents', '-origins', '-claims'] as const;

export function Incidents({route}: {route: Route}) {
  const {query} = route;
  const filters = filters_of(query);
  const meta = useMeta();
  const language = useLanguage();
  const set = useCallback((changes: Record<string, string>) => {
    const next = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) value ? next.set(name, value) : next.delete(name);
    replace_query(next);
  }, [query.toString()]);
  const sort = query.get('sort') ?? '-day';
  const list = usePages<Summary, NamedPage<Summary>>(at('incidents', new URLSearchParams([...filters, ['sort', sort]])), (page) => page.items);
  // The bars show all of the time that the other filters leave, so that the brush can be moved.
  const timeless = new URLSearchParams([...filters].filter(([name]) => name !== 'from' && name !== 'to'));
  const facets = useAnswer<Facets>(at('facets', filters));
  const everywhere = new URLSearchParams([...filters].filter(([name]) => name !== 'bbox'));
  return (
    <div class="incidents">
      <h1 class="hidden">{t('incidents')}</h1>
      {meta && !meta.store.current && <p class="note warning">{t('stale')}</p>}
      <Filters query={query} facets={facets.value} set={set} />
      <Timeline filters={timeless} from={query.get('from') ?? ''} to={query.get('to') ?? ''} change={(from, to) => set({from, to})} />
      <div class="split">
        <section class="list" aria-label={t('incidents')} aria-busy={list.busy}>
          <div class="list-head">
            <span role="status">{list.first ? count('incident', list.total) : t('loading')}</span>
            <label>{t('sort')}
              <select value={sort} onChange={(event) => set({sort: event.currentTarget.value})}>
                {sorts.map((one) => <option key={one} value={one}>{t(`sort.${one}`)}</option>)}
              </select>
            </label>
          </div>
          <Problem error={list.error} again={list.again} />
          <Busy when={list.busy && !list.items.length} />
          {list.first && !list.items.length && <p class="empty">{t('no_incidents')}</p>}
          <ol class="rows">{list.pages.map((page, i) => <IncidentPage key={i} page={page} language={language} />)}</ol>
          <More more={list.more} busy={list.busy} />
        </section>
        <IncidentMap filters={everywhere} bbox={query.get('bbox') ?? ''} keep={(bbox) => set({bbox})} />
      </div>
    </div>
  );
}
