// The inbox of disputes: what sources cannot all be right about, the weightiest first.
import {at, usePages} from '../api';
import type {DisputeRow, NamedPage} from '../api';
import {count, t} from '../i18n';
import {label} from '../labels';
import {Busy, More, Problem} from '../parts/basic';
import {IncidentRow} from '../parts/incident_row';
import {DisputeCard} from '../parts/statements';
import type {Route} from '../route';
import {replace_query} from '../route';

const types = ['', 'number', 'responsibility', 'control', 'place', 'time', 'occurrence', 'identity'];

export function Disputes({route}: {route: Route}) {
  const type = route.query.get('type') ?? '', sort = route.query.get('sort') ?? 'rank';
  const list = usePages<DisputeRow, NamedPage<DisputeRow>>(at('disputes', {type, sort, place: route.query.get('place')}), (page) => page.items);
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(route.query);
    value ? next.set(name, value) : next.delete(name);
    replace_query(next);
  };
  return (
    <div>
      <h1>{t('disputes_inbox')}</h1>
      <p class="note">{t('disputes_note')}</p>
      <div class="tabs" role="group" aria-label={t('dispute_type')}>
        {types.map((one) => <button type="button" key={one} aria-pressed={one === type} onClick={() => set('type', one)}>{one ? label('dispute', one) : t('all')}</button>)}
        <button type="button" class="apart" aria-pressed={sort === '-day'} onClick={() => set('sort', sort === '-day' ? '' : '-day')}>{t('latest_first')}</button>
        <a class="apart" href="/api/v1/disputes.atom">{t('feed')}</a>
      </div>
      <Problem error={list.error} again={list.again} />
      <p role="status" class="note">{list.first ? count('dispute', list.total) : t('loading')}</p>
      <Busy when={list.busy && !list.items.length} />
      {list.first && !list.items.length && <p class="empty">{t('no_disputes')}</p>}
      <ul class="inbox">
        {list.items.map((one, i) => (
          <li key={i} class="card"><IncidentRow incident={one.incident} names={list.first?.names} /><DisputeCard dispute={one.dispute} voices={one.positions} names={list.first?.names} /></li>
        ))}
      </ul>
      <More more={list.more} busy={list.busy} />
    </div>
  );
}
