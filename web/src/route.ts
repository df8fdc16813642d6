// Where the reader is: the part of the address behind #, e.g. `#/incident/i-87e0?policy=acled`.
import {useEffect, useState} from 'preact/hooks';

// Addresses as the API names things (`/incidents/i-87e0`, in feeds and mails) lead to the view of the same thing.
const things: Record<string, string> = {incidents: 'incident', documents: 'report', places: 'place', sources: 'source', disputes: 'disputes'};
export function enter_by_path() {
  const [thing, ...rest] = location.pathname.split('/').filter(Boolean);
  if (thing in things && !location.hash) history.replaceState(null, '', `/#/${[things[thing], ...rest].join('/')}`);
}

export interface Route {
  path: string[];
  query: URLSearchParams;
}

export function read_route(hash: string): Route {
  const [path, query = ''] = hash.replace(/^#?\/?/, '').split('?');
  return {path: path.split('/').filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(query)};
}

export const link = (...path: string[]) => `#/${path.map(encodeURIComponent).join('/')}`;

export function with_query(path: string, query: URLSearchParams): string {
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export function useRoute(): Route {
  const [hash, set] = useState(location.hash);
  useEffect(() => {
    const changed = () => set(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return read_route(hash);
}

// Changes the query of this view without a new entry in the history for each step of a slider.
export function replace_query(query: URLSearchParams) {
  const path = location.hash.split('?')[0] || '#/';
  history.replaceState(null, '', with_query(path, query));
  dispatchEvent(new HashChangeEvent('hashchange'));
}
