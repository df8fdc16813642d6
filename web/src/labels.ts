// Names of the values that records hold: kinds, modalities, groups. Kinds come from the resource table itself.
import kinds from 'table:kinds.tsv#id,family,english,arabic';
import {number, side, t} from './i18n';
import type {TextKey} from './texts';
import {texts} from './texts';
import type {Names} from './api';

const kind_rows = new Map(kinds.map(([id, family, english, arabic]) => [id, {family, label: [arabic, english] as const}]));

export const kind_ids = [...kind_rows.keys()];
export const kind_name = (id: string) => kind_rows.get(id)?.label[side()] ?? id;
export const kind_family = (id: string) => kind_rows.get(id)?.family ?? 'other';

// A value of a closed list (`modality.denied`); what the page does not know is shown as it is.
export function label(list: string, value: string): string {
  const key = `${list}.${value}`;
  return key in texts ? t(key as TextKey) : value;
}

// Why a counting policy leaves a figure out (docs/counting-policies.md), which may be because of another claim.
const reasons: [TextKey, RegExp][] = [
  ['reason.repeats', /^repeats (.+)$/],
  ['reason.part', /^part of (.+)$/],
  ['reason.superseded', /^superseded by (.+)$/],
  ['reason.updated', /^out of date: (.+) is later and higher$/],
  ['reason.before', /^said before (.+)$/],
  ['reason.unasserted', /, not stated as a fact$/],
];
export function reason_text(reason: string): string {
  for (const [key, pattern] of reasons) {
    const found = pattern.exec(reason);
    if (found) return t(key, {ref: `\u2068${found[1] ?? ''}\u2069`});
  }
  return label('reason', reason);
}

// A feature of the joins (resources/fusion.tsv): what was compared, and how it turned out.
export function feature_name(feature: string): string {
  const [what, ...how] = feature.split('.');
  if (what === 'across') return `${label('feature', what)}: ${feature_name(how.join('.'))}`;
  if (what === 'families') return `${label('feature', what)}: ${how.map((family) => label('family', family)).join(' + ')}`;
  if (what === 'kinds') return `${label('feature', what)}: ${how.map(kind_name).join(' + ')}`;
  if (what === 'modalities') return `${label('feature', what)}: ${how.map((modality) => label('modality', modality)).join(' + ')}`;
  if (what === 'quotes') return `${label('feature', what)}: ${how.map((quote) => label('quote', quote)).join(' + ')}`;
  if (what === 'first' || what === 'second') {
    const [stands, words, kind = ''] = how;
    return `${label('feature', what)}: ${label('discourse', `${stands}.${words}`)}${t('comma')}${label('relation', kind)}`;
  }
  if (what === 'apart' || what === 'apart_last') {
    const [far, deeds = ''] = how;
    return `${label('feature', what)}: ${label('apart', far ?? '')}${t('comma')}${label('deeds', deeds)}`;
  }
  const outcome = (one: string) => (!/^\d+$/.test(one) ? label('relation', one) : one === '0' ? t('relation.none') : t('relation.up_to', {n: number(Number(one))}));
  return how.length ? `${label('feature', what)}: ${how.map(outcome).join(t('comma'))}` : label('feature', what);
}

// The name of an actor or place by its id; else the words that the reports use.
export function name_of(names: Names | undefined, id: string, words = ''): string {
  const row = id ? names?.[id] : undefined;
  return (row && (side() ? row.en || row.ar : row.ar || row.en)) || words || id;
}
