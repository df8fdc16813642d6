// The server's answers (docs/api/openapi.yaml), and how to ask for them.
//
//   const sheet = useAnswer<Sheet>(at('incidents', id, {policy}));   // in a component
import {useEffect, useState} from 'preact/hooks';

export interface Quoted { text: string; start: number; end: number }
export interface Participant extends Quoted { id: string; sector: string }
export interface PlaceWords extends Quoted { id: string; precision: string; candidates: string[] }
export interface TimeWords extends Quoted { value: string | null }
export interface Casualty extends Quoted { effect: string; low: number | null; high: number | null; group: string; cumulative?: boolean }
export interface Step extends Quoted { kind: string; named: boolean; id: string }
export type Modality = 'asserted' | 'suspected' | 'denied' | 'planned' | 'called_for' | 'hypothetical';
export interface ClaimRef { doc_id: string; claim_id: string }
export interface Claim extends ClaimRef {
  kind: string;
  trigger: Quoted;
  agent: Participant[];
  target: Participant[];
  place: PlaceWords[];
  time: TimeWords[];
  means: Participant[];
  casualties: Casualty[];
  modality: Modality;
  attribution: Step[];
  quote: 'none' | 'indirect' | 'direct';
  confidence: number;
  plover: string;
  plover_mode: string;
  incident: string;
  rules: string[];
  sentence: Quoted;
}

export type Names = Record<string, {ar: string; en: string}>;
export interface Point { lat: number; lon: number; precision: string }
export interface Bounds { low: number | null; high: number | null; highest?: number }
export interface Summary {
  incident_id: string;
  family: string;
  kind: string;
  place_id: string;
  place: string;
  point: Point | null;
  day_first: string | null;
  day_last: string | null;
  documents: number;
  claims: number;
  outlets: number;
  origins: number | null;
  killed: Bounds | null;
  injured: Bounds | null;
  disputes: string[];
}
export interface Page<T> { items: T[]; next: string | null; total: number }
export interface NamedPage<T> extends Page<T> { names: Names }
export interface Mark {
  lat: number;
  lon: number;
  count: number;
  disputed: number;
  killed: number;
  bbox: [number, number, number, number];
  precision: string | null;
  place_id: string | null;
  incident_id: string | null;
}
export interface MapAnswer { marks: Mark[]; total: number; unplaced: number }
export interface Bin { start: string; count: number; disputed: number }
export interface Timeline { bin: 'day' | 'week' | 'month' | 'year'; bins: Bin[]; undated: number }
export interface Facet { id: string; count: number }
export interface Facets { kinds: Facet[]; families: Facet[]; actors: Facet[]; places: Facet[]; outlets: Facet[]; disputes: Facet[]; names: Names }
export interface Suggestion { type: 'place' | 'actor' | 'outlet'; id: string; ar: string; en: string; detail: string }
export interface Suggestions { items: Suggestion[] }

export interface Voice extends ClaimRef { outlet: string; published: string | null; attribution: Step[]; modality: Modality; origin: string }
export interface TollFigure extends ClaimRef {
  casualty: Casualty;
  outlet: string;
  published: string | null;
  attribution: Step[];
  modality: Modality;
  origin: string;
}
export interface Position { statement: string; claims: ClaimRef[]; voices: string[]; independent: number }
export interface Dispute { type: string; about: string; positions: Position[] }
export interface Incident {
  incident_id: string;
  family: string;
  kind: string;
  place_id: string;
  place: string;
  day_first: string | null;
  day_last: string | null;
  claims: ClaimRef[];
  documents: string[];
  independent_origins: number;
  toll: TollFigure[];
  disputes: Dispute[];
}
// One line of a count by a policy: `people` is a group, `all` or `civilian+police`.
export interface Tally { effect: string; people: string; low: number | null; best: number | null; high: number | null; origins: number; provisional: boolean; claims: ClaimRef[] }
export interface Counting { policy: string; rule: string; tallies: Tally[]; left_out: (ClaimRef & {casualty: Casualty; reason: string})[] }
export interface Control { day: string | null; place_id: string; place: string; actor_id: string; actor: string; extent: string; share: number; side: string; holds: boolean; voice: Voice }
export interface Responsible { actor_id: string; actor: string; stance: string; voices: Voice[] }
export interface Report { doc_id: string; outlet: string; url: string; published: string; title: string; origin: string | null; copy_of: string | null; claims: Claim[] }
export interface Join { a: ClaimRef; b: ClaimRef; score: number; features: {name: string; weight: number}[] }
export interface Sheet {
  incident: Incident;
  point: Point | null;
  counting: Counting | null;
  responsibility: Responsible[];
  control: Control[];
  reports: Report[];
  why: Join[];
  acts: Act[];
  names: Names;
}

export interface Coded { text: string; claims: Claim[]; names: Names }
export interface Document extends Coded {
  doc_id: string;
  outlet: string;
  url: string;
  published: string;
  title: string;
  sha256: string;
  revision: number;
  reviews: Act[];
}
export interface DocumentRow { doc_id: string; outlet: string; url: string; published: string; title: string; revision: number; claims: number }
export interface Explanation { claim: Claim; engine: string; lexicon: string; rules: {id: string; table: string; cells: Record<string, string>}[] }
export interface DisputeRow { incident: Summary; dispute: Dispute; rank: number; positions: Voice[][] }
export interface PlaceAnswer {
  place_id: string;
  ar: string;
  en: string;
  point: Point | null;
  parents: string[];
  parts: Facet[];
  incidents: number;
  kinds: Facet[];
  timeline: Timeline;
  control: Control[];
  names: Names;
}
export interface Source { source_id: string; type: 'outlet' | 'speaker'; ar: string; en: string; claims: number; documents: number }
export interface SourceAnswer {
  source: Source;
  incidents: number;
  alone: number;
  corrected: number;
  contradicted: number;
  kinds: Facet[];
  outlets: Facet[];
  statements: {claim: Claim; outlet: string; published: string; contradicted: boolean}[];
  next: string | null;
  names: Names;
}
export interface Meta {
  version: string;
  lexicon: string;
  state: string;
  store: {documents: number; superseded: number; claims: number; incidents: number; quarantined: number; first_day: string | null; last_day: string | null; current: boolean};
  kinds: {id: string; family: string; ar: string; en: string}[];
  families: string[];
  policies: string[];
  coding: boolean;
  reviewing: boolean;
}
export interface Session { user: string | null; role: 'reader' | 'reviewer' | 'admin'; csrf: string | null }
export interface NewAct {
  action: 'accept' | 'correct' | 'reject' | 'add' | 'done' | 'merge' | 'split' | 'undo';
  doc_id?: string;
  claim_id?: string;
  field?: string;
  value?: unknown;
  incidents?: string[];
  incident_id?: string;
  claims?: ClaimRef[];
  act?: number;
  note?: string;
}
export interface Act { id: number; author: string; at: string; action: NewAct['action']; undone: boolean; body: NewAct }
export interface QueueRow { doc_id: string; outlet: string; published: string; title: string; claims: number; reviewed: number; least: number }
export interface Agreement {
  a: string;
  b: string;
  documents: number;
  claims: number;
  decision: {agreed: number | null; kappa: number | null};
  fields: {field: string; agreed: number | null; kappa: number | null}[];
  detection: {precision: number | null; recall: number | null; f1: number | null};
}

type Parameters = Record<string, string | number | boolean | null | undefined> | URLSearchParams;

// The address of an answer: `at('incidents', id, {policy: 'acled'})`.
export function at(...parts: (string | Parameters)[]): string {
  const path: string[] = [];
  const query = new URLSearchParams();
  for (const part of parts) {
    if (typeof part === 'string') path.push(encodeURIComponent(part));
    else for (const [name, value] of part instanceof URLSearchParams ? part : Object.entries(part)) if (value != null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return `/api/v1/${path.join('/')}${text ? `?${text}` : ''}`;
}

export class Refusal extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

let csrf: string | null = null;
export const remember_csrf = (token: string | null) => {
  csrf = token;
};

export async function ask<T>(address: string, options: {method?: string; body?: unknown; signal?: AbortSignal} = {}): Promise<T> {
  const headers: Record<string, string> = {Accept: 'application/json'};
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.method && csrf) headers['X-CSRF-Token'] = csrf;
  const answer = await fetch(address, {
    method: options.method ?? 'GET',
    headers,
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    signal: options.signal,
    credentials: 'same-origin',
  });
  if (answer.status === 204) return undefined as T;
  const text = await answer.text();
  if (answer.ok) return JSON.parse(text) as T;
  let message = answer.statusText;
  try {
    message = JSON.parse(text).error.message;
  } catch {
    // A proxy's page, not the server's answer: the status is all there is to say.
  }
  throw new Refusal(answer.status, message);
}

export interface Answer<T> { value?: T; error?: Error; busy: boolean; again(): void }

// Asks whenever the address changes; what was shown stays until the next answer is there. A null address asks nothing.
export function useAnswer<T>(address: string | null): Answer<T> {
  const [round, again] = useState(0);
  const [state, set] = useState<{value?: T; error?: Error; busy: boolean}>({busy: address !== null});
  useEffect(() => {
    if (address === null) {
      set({busy: false});
      return;
    }
    const control = new AbortController();
    set((before) => ({...before, busy: true}));
    ask<T>(address, {signal: control.signal}).then(
      (value) => set({value, busy: false}),
      (error: Error) => control.signal.aborted || set({error, busy: false}),
    );
    return () => control.abort();
  }, [address, round]);
  return {...state, again: () => again((n) => n + 1)};
}

// A list in pages: `more()` adds the next one to `items`.
export interface Pages<T, P> { items: T[]; pages: P[]; first?: P; total: number; error?: Error; busy: boolean; more?: () => void; again(): void }
export function usePages<T, P extends {next: string | null; names?: Names}>(address: string | null, items_of: (page: P) => T[]): Pages<T, P> {
  const {value, error, busy, again} = useAnswer<P>(address);
  const [rest, set] = useState<{of?: P; pages: P[]; busy: boolean; error?: Error}>({pages: [], busy: false});
  const pages = rest.of === value ? rest.pages : [];
  const last = pages[pages.length - 1] ?? value;
  const more = () => {
    if (!address || !last?.next || rest.busy) return;
    set({of: value, pages, busy: true});
    const [path, query] = address.split('?');
    const parameters = new URLSearchParams(query);
    parameters.set('cursor', last.next);
    ask<P>(`${path}?${parameters}`).then(
      (page) => set({of: value, pages: [...pages, page], busy: false}),
      (problem: Error) => set({of: value, pages, busy: false, error: problem}),
    );
  };
  const all = value ? [value, ...pages] : [];
  return {
    items: all.flatMap(items_of),
    pages: all,
    first: value && {...value, names: Object.assign({}, ...all.map((page) => page.names))},
    total: (value as {total?: number} | undefined)?.total ?? 0,
    error: error ?? (rest.of === value ? rest.error : undefined),
    busy: busy || rest.busy,
    more: last?.next ? more : undefined,
    again,
  };
}
