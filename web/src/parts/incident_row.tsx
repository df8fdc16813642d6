// One incident in a list: what, where, when, how many killed, how well sourced, and whether it is disputed. A page of rows is
// drawn once: when another page comes below it, or a mark moves on the map, it is left as it is.
import {Component} from 'preact';
import type {NamedPage, Names, Summary} from '../api';
import type {Language} from '../i18n';
import {count, days, t} from '../i18n';
import {label, name_of} from '../labels';
import {link} from '../route';
import {Figure, Kind, Words} from './basic';

export function IncidentRow({incident, names}: {incident: Summary; names?: Names}) {
  const place = name_of(names, incident.place_id, incident.place);
  return (
    <a class={`incident-row${incident.disputes.length ? ' disputed' : ''}`} href={link('incident', incident.incident_id)}>
      <span class="row-head">
        <Kind kind={incident.kind} />
        {place && <span class="row-place"><Words text={place} /></span>}
        {incident.killed && <span class="row-toll">{t('killed')} <Figure of={incident.killed} /></span>}
      </span>
      <span class="row-foot">
        <span>{days(incident.day_first, incident.day_last)}</span>
        <span>{count('report', incident.documents)}</span>
        {incident.origins !== null && <span>{count('origin', incident.origins)}</span>}
        {incident.disputes.length > 0 && <span class="ringed">{[...new Set(incident.disputes)].map((type) => label('dispute', type)).join(t('comma'))}</span>}
      </span>
    </a>
  );
}

interface PageProps { page: NamedPage<Summary>; language: Language }

export class IncidentPage extends Component<PageProps> {
  shouldComponentUpdate(next: PageProps) {
    return next.page !== this.props.page || next.language !== this.props.language;
  }
  render({page}: PageProps) {
    return <>{page.items.map((incident) => <li key={incident.incident_id}><IncidentRow incident={incident} names={page.names} /></li>)}</>;
  }
}
