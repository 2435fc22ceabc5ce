import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { RunEvent } from '../../../src/reasoning/events.ts';
import type { ModelMessage } from '../../../src/reasoning/model.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'golden');

/** Compares a text with test/unit/reasoning/golden/<name>.txt. With UPDATE_GOLDEN=1 the file is written anew. */
export function goldenText(name: string, text: string): void {
  const path = join(FOLDER, `${name}.txt`);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, text);
  }
  if (!existsSync(path)) throw new Error(`${path} is missing: run with UPDATE_GOLDEN=1.`);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

/** Events as text: run ids, times and durations left out, thoughts of a turn joined, image bytes counted. */
export function eventsText(events: readonly RunEvent[]): string {
  const lines: string[] = [];
  let thought = '';
  const flush = () => {
    if (thought) lines.push(`  thought ${JSON.stringify(thought)}`);
    thought = '';
  };
  for (const event of events) {
    if (event.type === 'thoughtDelta') {
      thought += event.text;
      continue;
    }
    flush();
    const { run: _run, time: _time, turn, type, ...rest } = event;
    lines.push(`[${turn}] ${type}`, ...Object.entries(rest).map(field));
  }
  flush();
  return `${lines.join('\n')}\n`;
}

function field([key, value]: [string, unknown]): string {
  if (key === 'durationMs') return '  durationMs <duration>';
  return `  ${key} ${JSON.stringify(value, (_, inner: unknown) =>
    inner instanceof Uint8Array ? `<${inner.length} bytes>` : inner,
  )}`;
}

/** Messages as a model gets them; the system prompt only on request. */
export function messagesText(messages: readonly ModelMessage[], system = false): string {
  return messages
    .filter(({ role }) => system || role !== 'system')
    .map(({ role, parts }) => {
      const text = parts.map((part) =>
        part.type === 'text'
          ? part.text
          : part.type === 'image'
            ? `⟦image ${part.image.width}×${part.image.height}⟧\n`
            : `⟦call ${part.id} ${part.name}(${part.arguments})⟧`,
      );
      return `── ${role}\n${text.join('')}\n`;
    })
    .join('');
}
