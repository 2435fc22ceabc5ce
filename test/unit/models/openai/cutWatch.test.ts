import { describe, expect, it } from 'vitest';
import { CutWatch } from '../../../../src/models/openai/cutWatch.ts';
import type { ModelMessage } from '../../../../src/reasoning/model.ts';

const message = (role: ModelMessage['role'], text: string): ModelMessage => ({
  role,
  parts: [{ type: 'text', text }],
});
const system = message('system', 'You look at figures.');
const question = message('user', 'How many?');
const note = (watch: CutWatch, messages: readonly ModelMessage[], promptTokens: number) =>
  watch.note({ messages, stop: [] }, { promptTokens });

describe('a conversation cut without a word', () => {
  it('is seen when the count shrinks though the conversation grew', () => {
    const watch = new CutWatch();
    const more = [system, question, message('assistant', 'Look.'), message('user', 'stdout: 5')];
    expect(note(watch, [system, question], 4000)).toBeUndefined();
    const words = note(watch, more, 3500);
    expect(words).toContain('3500 tokens');
    expect(words).toContain('4000 in the turn before');
    expect(words).toContain('OLLAMA_CONTEXT_LENGTH');
    expect(note(watch, [...more, message('assistant', '5')], 3400)).toBeUndefined();
  });

  it('is seen when there are fewer tokens than the text alone has', () => {
    const long = message('user', 'word '.repeat(10_000));
    expect(note(new CutWatch(), [system, long], 4096)).toContain('4096');
    expect(note(new CutWatch(), [system, long], 10_000)).toBeUndefined();
  });

  it('is not seen in a question asked once more without its images', () => {
    const watch = new CutWatch();
    const seen = message('user', 'image_2');
    note(watch, [system, question, message('assistant', 'Look.'), seen], 3000);
    const withheld = [
      system,
      question,
      message('assistant', 'Look.'),
      message('user', 'image_2 (withheld)'),
    ];
    expect(note(watch, [...withheld, message('user', 'Answer now.')], 1200)).toBeUndefined();
  });

  it('is not seen where a chat template leaves out the thoughts of an earlier question', () => {
    const watch = new CutWatch();
    const thoughts = message('assistant', `<think>${'The bar is at 5. '.repeat(500)}</think>`);
    note(watch, [system, question, thoughts, message('user', 'stdout')], 4000);
    const next = [
      system,
      question,
      thoughts,
      message('user', 'stdout'),
      message('assistant', '5'),
      question,
    ];
    expect(note(watch, next, 2000)).toBeUndefined();
  });
});
