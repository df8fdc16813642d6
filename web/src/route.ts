// Where the reader is: the part of the address behind #, e.g. `#/incident/i-87e0?policy=acled`.
import {useEffect, useState} from 'preact/hooks';

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
