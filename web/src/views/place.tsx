// A place: who is said to have held it from day to day, and its incidents over time.
import {at, useAnswer, usePages} from '../api';
import type {NamedPage, PlaceAnswer, Summary} from '../api';
import {count, side, t} from '../i18n';
import {kind_name, label, name_of} from '../labels';
import {Busy, More, Problem, Section, Words} from '../parts/basic';
import {IncidentRow} from '../parts/incident_row';
import {ControlStrip} from '../parts/statements';
import {Timeline} from '../parts/timeline';
import type {Route} from '../route';
import {link} from '../route';

export function Place({route}: {route: Route}) {
  const id = route.path[1];
  const {value, error, busy, again} = useAnswer<PlaceAnswer>(at('places', id));
  const list = usePages<Summary, NamedPage<Summary>>(at('incidents', {place: id, limit: 20}), (page) => page.items);
  if (error) return <Problem error={error} again={again} />;
  if (!value) return <Busy when={busy} />;
  const {names} = value;
  return (
    <div class="sheet">
      <header class="sheet-head">
        <h1><Words text={side() ? value.en || value.ar : value.ar} /></h1>
        <p><bdi>{side() ? value.ar : value.en}</bdi> {value.point && <span>{label('precision', value.point.precision)}</span>}
          {value.parents.map((parent) => <a key={parent} href={link('place', parent)}>{name_of(names, parent)}</a>)}
          <a href={`#/?place=${encodeURIComponent(id)}`}>{t('on_map')}</a></p>
      </header>
      <Section title={t('over_time')}><Timeline filters={new URLSearchParams({place: id})} from="" to="" /></Section>
      <Section title={t('control')}>{value.control.length ? <ControlStrip control={value.control} names={names} /> : <p class="empty">{t('no_control')}</p>}</Section>
      {value.parts.length > 0 && <Section title={t('parts')}><ul class="chips">{value.parts.map((one) => <li key={one.id}><a href={link('place', one.id)}>{name_of(names, one.id)} <small>{one.count}</small></a></li>)}</ul></Section>}
      <Section title={t('kinds')}><ul class="chips">{value.kinds.map((one) => <li key={one.id}><a href={`#/?place=${encodeURIComponent(id)}&kind=${one.id}`}>{kind_name(one.id)} <small>{one.count}</small></a></li>)}</ul></Section>
      <Section title={count('incident', value.incidents)}>
        <Problem error={list.error} again={list.again} />
        <ol class="rows">{list.items.map((one) => <li key={one.incident_id}><IncidentRow incident={one} names={list.first?.names} /></li>)}</ol>
        <More more={list.more} busy={list.busy} />
      </Section>
    </div>
  );
}
