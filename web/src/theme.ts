// Light or dark: as the system says, until the reader chooses.
import {signal, useSignal} from './signal';

export type Theme = 'auto' | 'light' | 'dark';
const themes: Theme[] = ['auto', 'light', 'dark'];

function stored(): Theme {
  try {
    return themes.find((one) => one === localStorage.getItem('isnad.theme')) ?? 'auto';
  } catch {
    return 'auto';
  }
}

const chosen = signal<Theme>(stored());
const dark = matchMedia('(prefers-color-scheme: dark)');
const real = () => (chosen.get() === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen.get());
const seen = signal<Theme>(real());

export function apply_theme() {
  document.documentElement.dataset.theme = real();
  seen.set(real());
}

export function next_theme() {
  const next = real() === 'dark' ? 'light' : 'dark';
  chosen.set(next);
  try {
    localStorage.setItem('isnad.theme', next);
  } catch {
    // The choice then lasts as long as the page.
  }
  apply_theme();
}

dark.addEventListener('change', apply_theme);

// The theme as it is now, light or dark.
export const useTheme = () => useSignal(seen);
