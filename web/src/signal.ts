// A value that several components watch: the language, the theme, who is logged in.
//
//   const language = signal('ar');
//   const now = useSignal(language);   // in a component: drawn again when it changes
import {useEffect, useState} from 'preact/hooks';

export interface Signal<T> {
  get(): T;
  set(value: T): void;
  watch(listener: () => void): () => void;
}

export function signal<T>(value: T): Signal<T> {
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (next === value) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useSignal<T>(source: Signal<T>): T {
  const [value, set] = useState(source.get());
  useEffect(() => {
    set(source.get());
    return source.watch(() => set(source.get()));
  }, [source]);
  return value;
}
