// The filters of the list, the map and the time line. They live in the address, so a filtered view can be kept and sent.
import {useEffect, useState} from 'preact/hooks';
import type {Facet, Facets} from '../api';
import {t} from '../i18n';
import {kind_ids, kind_name, name_of} from '../labels';
import {Pick} from '../parts/pick';

export const filter_names = ['kind', 'family', 'actor', 'place', 'from', 'to', 'outlet', 'min_origins', 'disputed', 'q', 'bbox'] as const;

// The part of the address that asks the server: filters alone.
export function filters_of(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of filter_names) {
    const value = query.get(name);
    if (value) kept.set(name, value);
  }
  return kept;
}

interface Asked { query: URLSearchParams; set: (changes: Record<string, string>) => void }
interface Props extends Asked { facets?: Facets }

export function Search({query, set}: Asked) {
  const [words, write] = useState(query.get('q') ?? '');
  useEffect(() => write(query.get('q') ?? ''), [query.get('q')]);
  return (
    <form class="search" role="search" onSubmit={(event) => { event.preventDefault(); set({q: words.trim()}); }}>
      <input type="search" dir={words ? 'auto' : undefined} aria-label={t('search')} placeholder={t('search_hint')} value={words} onInput={(event) => write(event.currentTarget.value)} />
      <button type="submit">{t('search')}</button>
    </form>
  );
}

const counted = (list: Facet[] | undefined, id: string) => {
  const found = list?.find((one) => one.id === id);
  return found ? ` (${found.count})` : '';
};

export function Filters(props: Props) {
  const {query, facets, set} = props;
  const value = (name: string) => query.get(name) ?? '';
  const [names, learn] = useState<Record<string, string>>({});
  const shown = (id: string) => names[id] ?? name_of(facets?.names, id);
  const active = filter_names.filter((name) => name !== 'q' && query.get(name)).length;
  const [open, toggle] = useState(false);
  const pick = (type: 'place' | 'actor' | 'outlet', title: string) => (
    <Pick type={type} title={title} chosen={value(type)} shown={value(type) && shown(value(type))}
      choose={(id, name) => { learn({...names, [id]: name}); set({[type]: id}); }} />
  );
  return (
    <div class="filters">
      <div class="filters-top">
        <Search {...props} />
        <button type="button" class="filters-toggle" aria-expanded={open} aria-controls="filter-fields" onClick={() => toggle(!open)}>
          {t('filters')}{active ? ` (${active})` : ''}
        </button>
      </div>
      <div id="filter-fields" class={`filter-fields${open ? ' open' : ''}`}>
        <label>{t('kind')}
          <select value={value('kind')} onChange={(event) => set({kind: event.currentTarget.value})}>
            <option value="">{t('any')}</option>
            {kind_ids.map((id) => <option key={id} value={id}>{kind_name(id)}{counted(facets?.kinds, id)}</option>)}
          </select>
        </label>
        {pick('place', t('place'))}
        {pick('actor', t('actor'))}
        {pick('outlet', t('outlet'))}
        <label>{t('from')}<input type="date" value={value('from')} max={value('to') || undefined} onChange={(event) => set({from: event.currentTarget.value})} /></label>
        <label>{t('to')}<input type="date" value={value('to')} min={value('from') || undefined} onChange={(event) => set({to: event.currentTarget.value})} /></label>
        <label>{t('min_origins')}
          <select value={value('min_origins')} onChange={(event) => set({min_origins: event.currentTarget.value})}>
            <option value="">{t('any')}</option>
            {[2, 3, 4, 5].map((n) => <option key={n} value={n}>{n}</option>)}
          </select>
        </label>
        <label>{t('disputes')}
          <select value={value('disputed')} onChange={(event) => set({disputed: event.currentTarget.value})}>
            <option value="">{t('any')}</option>
            <option value="true">{t('disputed')}</option>
            <option value="false">{t('undisputed')}</option>
          </select>
        </label>
        {(active > 0 || value('q')) && <button type="button" class="reset" onClick={() => set(Object.fromEntries(filter_names.map((name) => [name, ''])))}>{t('clear_all')}</button>}
      </div>
    </div>
  );
}
