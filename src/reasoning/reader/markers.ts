import type { ProfileSpec } from '../profiles/profile.ts';

/** What a marker in a reply begins or ends. */
export type MarkerKind =
  'thoughtOpen' | 'thoughtClose' | 'code' | 'fence' | 'toolCall' | 'answer' | 'codeClose';

export interface Marker {
  readonly kind: MarkerKind;
  /** Lower case; found in any case. */
  readonly text: string;
}

const FENCES = ['```python\n', '```py\n', '```python3\n'];

/** The markers that are understood with a profile: its own, and those of its relatives. Longest first. */
export function markersOf(tags: ProfileSpec['tags']): readonly Marker[] {
  const markers: Marker[] = [
    { kind: 'thoughtOpen', text: tags.thought.open },
    { kind: 'thoughtOpen', text: '<think>' },
    { kind: 'thoughtClose', text: tags.thought.close },
    { kind: 'thoughtClose', text: '</think>' },
    { kind: 'code', text: tags.code.open },
    { kind: 'code', text: '<code>' },
    { kind: 'codeClose', text: tags.code.close },
    { kind: 'codeClose', text: '</code>' },
    { kind: 'answer', text: tags.answer.open },
    { kind: 'answer', text: '<answer>' },
    { kind: 'toolCall', text: '<tool_call>' },
    ...FENCES.map((text) => ({ kind: 'fence' as const, text })),
  ];
  const unique = new Map(markers.map((marker) => [marker.text.toLowerCase(), marker.kind]));
  return [...unique]
    .map(([text, kind]) => ({ text, kind }))
    .sort((a, b) => b.text.length - a.text.length);
}

/** The first marker in `text` at or after `from`; of two at one place the longer. */
export function findMarker(
  text: string,
  markers: readonly Marker[],
  from = 0,
): { marker: Marker; index: number } | undefined {
  const lower = text.toLowerCase();
  let best: { marker: Marker; index: number } | undefined;
  for (const marker of markers) {
    const index = lower.indexOf(marker.text, from);
    if (index >= 0 && (!best || index < best.index)) best = { marker, index };
  }
  return best;
}

/** Length of the longest end of `text` that may be the beginning of a marker. */
export function openEnd(text: string, markers: readonly { readonly text: string }[]): number {
  const lower = text.toLowerCase();
  const longest = Math.max(0, ...markers.map((marker) => marker.text.length)) - 1;
  for (let length = Math.min(longest, lower.length); length > 0; length -= 1) {
    const end = lower.slice(-length);
    if (markers.some((marker) => marker.text.length > length && marker.text.startsWith(end)))
      return length;
  }
  return 0;
}
