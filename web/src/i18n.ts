// The two languages of the page. Every word that a reader sees and that no report wrote is here or in a resource table.
import {signal, useSignal} from './signal';
import {counted, texts} from './texts';
import type {CountKey, TextKey} from './texts';

export type Language = 'ar' | 'en';

const stored = (() => {
  try {
    return localStorage.getItem('isnad.language');
  } catch {
    return null;
  }
})();

export const language = signal<Language>(stored === 'en' ? 'en' : 'ar');

export function apply_language() {
  const now = language.get();
  document.documentElement.lang = now;
  document.documentElement.dir = now === 'ar' ? 'rtl' : 'ltr';
  try {
    localStorage.setItem('isnad.language', now);
  } catch {
    // A browser that stores nothing still shows both languages.
  }
}

export const side = () => (language.get() === 'ar' ? 0 : 1);
export const is_rtl = () => language.get() === 'ar';

// Makes a component be drawn again when the language changes.
export const useLanguage = () => useSignal(language);

export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return texts[key][side()].replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

const locale = () => (language.get() === 'ar' ? 'ar-IQ-u-nu-latn' : 'en-GB');
export const number = (value: number) => new Intl.NumberFormat(locale()).format(value);
export const short_number = (value: number) => (value < 10000 ? number(value) : new Intl.NumberFormat(locale(), {notation: 'compact'}).format(value));
export const percent = (value: number) => new Intl.NumberFormat(locale(), {style: 'percent'}).format(value);

// "3 reports", with the plural that the language wants.
export function count(key: CountKey, value: number): string {
  const forms = counted[key][side()] as Partial<Record<Intl.LDMLPluralRule, string>>;
  const form = forms[new Intl.PluralRules(locale()).select(value)] ?? forms.other ?? '';
  return form.replace('{n}', number(value));
}

const parts: Record<string, [string, string]> = {TMO: ['صباحًا', 'morning'], TAF: ['بعد الظهر', 'afternoon'], TEV: ['مساءً', 'evening'], TNI: ['ليلًا', 'night']};

// An ISO date, month, year or time of day, as isnad writes them.
export function date(value: string | null | undefined, style: 'short' | 'long' = 'long'): string {
  if (!value) return '';
  const [, year, month, day, rest] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?T?(.*)$/.exec(value) ?? [];
  if (!year) return value;
  const options: Intl.DateTimeFormatOptions = {timeZone: 'UTC', year: 'numeric'};
  if (month) options.month = style === 'short' ? 'numeric' : 'long';
  if (day) options.day = 'numeric';
  const at = new Date(Date.UTC(Number(year), Number(month ?? 1) - 1, Number(day ?? 1)));
  const written = new Intl.DateTimeFormat(locale(), options).format(at);
  const part = value.match(/T(MO|AF|EV|NI)$/);
  if (part) return `${written} ${parts[`T${part[1]}`][side()]}`;
  return /^\d{2}:\d{2}/.test(rest) ? `${written} ${rest.slice(0, 5)}` : written;
}

// The direction of words of a report, by the script that most of them are in: what begins with a Latin name is Arabic all the same.
export function direction(text: string): 'rtl' | 'ltr' | 'auto' {
  const right = text.match(/\p{Script=Arabic}/gu)?.length ?? 0, left = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  return right + left === 0 ? 'auto' : right >= left ? 'rtl' : 'ltr';
}

export function days(first: string | null, last: string | null): string {
  if (!first) return t('no_date');
  return !last || first === last ? date(first) : `${date(first)} – ${date(last)}`;
}
