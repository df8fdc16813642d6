// Where claims lie in a text. The server counts code points, the browser UTF-16 units: `to_units` is the only bridge.
import type {Claim, Quoted} from './api';

// Maps a count of code points to one of UTF-16 units. Most texts have no character beyond the basic plane; then they agree.
export function to_units(text: string): (points: number) => number {
  if (!/[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(text)) return (points) => Math.min(points, text.length);
  const starts: number[] = [];
  for (let unit = 0; unit < text.length; unit += text.codePointAt(unit)! > 0xffff ? 2 : 1) starts.push(unit);
  return (points) => starts[points] ?? text.length;
}

export const code_points = (text: string) => {
  let points = 0;
  for (const _ of text) points++;
  return points;
};

export type Role = 'trigger' | 'agent' | 'target' | 'place' | 'time' | 'means' | 'toll' | 'voice';

export interface Part { claim: Claim; role: Role; start: number; end: number }

export function parts_of(claim: Claim): Part[] {
  const of = (role: Role, items: Quoted[]) => items.map(({start, end}) => ({claim, role, start, end}));
  return [
    ...of('voice', claim.attribution), ...of('agent', claim.agent), ...of('target', claim.target), ...of('place', claim.place),
    ...of('time', claim.time), ...of('means', claim.means), ...of('toll', claim.casualties), ...of('trigger', [claim.trigger]),
  ].filter((part) => part.end > part.start);
}

// A stretch of text over which nothing changes, with the parts that cover it, the widest first.
export interface Segment { start: number; end: number; text: string; parts: Part[] }

// Cuts lines of a text at every boundary of a part. Offsets stay code points; `text` is ready to be shown.
export function segments(text: string, claims: Claim[]): Segment[][] {
  const unit = to_units(text);
  const parts = claims.flatMap(parts_of).sort((a, b) => b.end - b.start - (a.end - a.start));
  const lines: Segment[][] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + code_points(line);
    const here = parts.filter((part) => part.start < end && part.end > start);
    const cuts = [...new Set([start, end, ...here.flatMap((part) => [Math.max(start, part.start), Math.min(end, part.end)])])].sort((a, b) => a - b);
    lines.push(cuts.slice(0, -1).map((from, i) => ({
      start: from,
      end: cuts[i + 1],
      text: text.slice(unit(from), unit(cuts[i + 1])),
      parts: here.filter((part) => part.start <= from && part.end >= cuts[i + 1]),
    })));
    start = end + 1;
  }
  return lines;
}

// What the reader has selected within `root`, whose pieces carry `data-start`, as code points; null when nothing is.
export function selected(root: HTMLElement): {start: number; end: number; text: string} | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const point = (node: Node, offset: number): number | null => {
    const piece = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-start]');
    if (!piece || !root.contains(piece)) return null;
    const before = document.createRange();
    before.selectNodeContents(piece);
    before.setEnd(node, offset);
    return Number(piece.dataset.start) + code_points(before.toString());
  };
  const start = point(range.startContainer, range.startOffset);
  const end = point(range.endContainer, range.endOffset);
  if (start === null || end === null || end <= start) return null;
  return {start, end, text: selection.toString()};
}

// Where words stand in a text, spelt as there: of several occurrences the one nearest to `near`.
export function written(text: string, words: string, near: number): {start: number; end: number; text: string} | null {
  let best: {start: number; end: number; text: string} | null = null;
  for (let unit = text.indexOf(words); words && unit >= 0; unit = text.indexOf(words, unit + 1)) {
    const start = code_points(text.slice(0, unit));
    if (!best || Math.abs(start - near) < Math.abs(best.start - near)) best = {start, end: start + code_points(words), text: words};
  }
  return best;
}
