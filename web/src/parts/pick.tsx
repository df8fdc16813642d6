// A field that suggests places, actors or outlets while one types; arrow keys choose, Enter takes, Escape closes.
import {useEffect, useId, useState} from 'preact/hooks';
import {ask, at} from '../api';
import type {Suggestion, Suggestions} from '../api';
import {side, t} from '../i18n';
import {Words} from './basic';

interface Props { type: Suggestion['type']; title: string; chosen: string; shown: string; choose: (id: string, name: string) => void }

export const suggestion_name = (item: Suggestion) => (side() ? item.en || item.ar : item.ar || item.en);

export function Pick({type, title, chosen, shown, choose}: Props) {
  const id = useId();
  const [typed, type_in] = useState<string | null>(null);
  const [items, set_items] = useState<Suggestion[]>([]);
  const [active, set_active] = useState(-1);
  const words = typed?.trim() ?? '';
  useEffect(() => {
    if (!words) {
      set_items([]);
      return;
    }
    const control = new AbortController();
    const wait = setTimeout(() => {
      ask<Suggestions>(at('suggest', {q: words, type, limit: 8}), {signal: control.signal}).then(
        (answer) => {
          set_items(answer.items);
          set_active(answer.items.length ? 0 : -1);
        },
        () => set_items([]),
      );
    }, 150);
    return () => {
      clearTimeout(wait);
      control.abort();
    };
  }, [words, type]);
  const take = (item: Suggestion) => {
    choose(item.id, suggestion_name(item));
    type_in(null);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') type_in(null);
    if (!items.length) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      set_active((active + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length);
    }
    if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      take(items[active]);
    }
  };
  const open = words !== '' && items.length > 0;
  return (
    <div class="pick">
      <label for={id}>{title}</label>
      <div class="pick-field">
        <input id={id} type="text" dir={typed || shown ? 'auto' : undefined} autocomplete="off" role="combobox" aria-expanded={open} aria-controls={`${id}-list`} aria-autocomplete="list"
          aria-activedescendant={open ? `${id}-${active}` : undefined} value={typed ?? shown} placeholder={t('any')}
          onInput={(event) => type_in(event.currentTarget.value)} onKeyDown={key} onBlur={() => setTimeout(() => type_in(null), 150)} />
        {chosen && <button type="button" class="clear" aria-label={`${t('clear')}: ${title}`} onClick={() => choose('', '')}>×</button>}
      </div>
      <ul id={`${id}-list`} role="listbox" aria-label={title} hidden={!open}>
        {items.map((item, i) => (
          <li key={item.id} id={`${id}-${i}`} role="option" aria-selected={i === active} onPointerDown={(event) => { event.preventDefault(); take(item); }}>
            <Words text={suggestion_name(item)} /> <small><bdi>{item.detail}</bdi></small>
          </li>
        ))}
      </ul>
    </div>
  );
}
