// Small things that every view draws: words of reports, kinds, figures, voices, and how a question to the server stands.
import type {ComponentChildren} from 'preact';
import type {Bounds, Casualty, Names, Step} from '../api';
import {Refusal} from '../api';
import {direction, is_rtl, number, percent, t} from '../i18n';
import {kind_family, kind_name, label, name_of} from '../labels';
import {link} from '../route';

// Words as a report wrote them: isolated, so that Latin names and digits in them cannot reorder what stands around.
export const Words = ({text}: {text: string}) => <bdi class="words" lang="ar" dir={direction(text)}>{text}</bdi>;

export const Kind = ({kind}: {kind: string}) => <span class={`kind family-${kind_family(kind)}`}>{kind_name(kind)}</span>;

// Bounds as words or signs of the language: a sign such as the one for "at least" would be mirrored in a line of Arabic.
export function bounds_text({low, high, highest}: Bounds): string {
  if (low === null) return high === null ? '–' : t('bounds.most', {high: number(high)});
  if (high === null && highest && highest > low) return t('bounds.open', {low: number(low), high: number(highest)});
  if (high === null) return t('bounds.least', {low: number(low)});
  return low === high ? number(low) : t('bounds.range', {low: number(low), high: number(high)});
}
export const Figure = ({of}: {of: Bounds}) => <bdi class="figure" dir={is_rtl() ? 'rtl' : 'ltr'}>{bounds_text(of)}</bdi>;

// The figures of a claim, each with what befell how many.
export const Tolls = ({of}: {of: Casualty[]}) => <>{of.map((one) => <span key={`${one.start} ${one.effect} ${one.group}`} class="toll"><small>{label('effect', one.effect)}</small> <Figure of={one} /> </span>)}</>;

// The first of many things; the others wait behind a line that says how many they are.
export function Fold({items, keep, as = ''}: {items: ComponentChildren[]; keep: number; as?: string}) {
  const shown = items.length <= keep + 2 ? items.length : keep;
  return (
    <>
      <ul class={as}>{items.slice(0, shown)}</ul>
      {shown < items.length && <details class="fold"><summary>{t('others', {n: number(items.length - shown)})}</summary><ul class={as}>{items.slice(shown)}</ul></details>}
    </>
  );
}

// The chain of voices, from the outlet that the reader sees to the origin.
export function Chain({outlet, steps, names}: {outlet: string; steps: Step[]; names?: Names}) {
  return (
    <span class="chain">
      {outlet ? <a href={link('source', `outlet:${outlet}`)}><Words text={outlet} /></a> : <span>{t('own_voice')}</span>}
      {steps.map((step) => (
        <>
          <span class="chain-arrow" aria-label={t('citing')} role="img">{is_rtl() ? '←' : '→'}</span>
          <span class={`voice voice-${step.kind}`} title={voice_title(step)}>
            {step.id ? <a href={link('source', `speaker:${step.id}`)}><Words text={step.text || name_of(names, step.id)} /></a> : <Words text={step.text} />}
            {!step.named && <small> {t('unnamed')}</small>}
          </span>
        </>
      ))}
    </span>
  );
}
const voice_title = (step: Step) => `${label('voice', step.kind)}, ${t(step.named ? 'named' : 'unnamed')}`;

export const Modal = ({value}: {value: string}) => (value === 'asserted' ? null : <span class={`modality m-${value}`}>{label('modality', value)}</span>);

export const Confidence = ({value}: {value: number}) => (
  <span class="confidence"><meter min={0} max={1} value={value} aria-label={t('confidence')} /> {percent(value)}</span>
);

export function Problem({error, again}: {error?: Error; again?: () => void}) {
  if (!error) return null;
  const status = error instanceof Refusal ? error.status : 0;
  const what = status === 404 ? t('not_found') : status === 429 ? t('too_many') : status === 0 ? t('no_server') : t('refused');
  return (
    <div class="problem" role="alert">
      <strong>{what}</strong> <bdi lang="en">{error.message}</bdi>
      {again && <button type="button" onClick={again}>{t('again')}</button>}
    </div>
  );
}

export const Busy = ({when}: {when: boolean}) => (when ? <div class="busy" role="status"><span class="hidden">{t('loading')}</span></div> : null);

export function Section({title, children, id, note}: {title: string; children: ComponentChildren; id?: string; note?: string}) {
  return (
    <section class="card" aria-label={title} id={id}>
      <h2>{title}</h2>
      {note && <p class="note">{note}</p>}
      {children}
    </section>
  );
}

export const More = ({more, busy}: {more?: () => void; busy: boolean}) =>
  more ? <button type="button" class="more" disabled={busy} onClick={more}>{t('more')}</button> : null;
