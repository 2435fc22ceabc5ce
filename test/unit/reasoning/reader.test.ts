import { describe, expect, it } from 'vitest';
import { s1vl } from '../../../src/reasoning/profiles/s1vl.ts';
import type { ReaderEvent } from '../../../src/reasoning/reader/events.ts';
import { TurnReader } from '../../../src/reasoning/reader/turnReader.ts';

type Channel = 'text' | 'thought';

/** Reads chunks; thoughts are joined to one string. */
function readChunks(chunks: readonly (readonly [string, Channel])[]) {
  const reader = new TurnReader(s1vl.tags);
  const events: ReaderEvent[] = chunks.flatMap(([text, channel]) => reader.feed(text, channel));
  events.push(...reader.end());
  const thought = events.map((event) => (event.type === 'thought' ? event.text : '')).join('');
  const rest = events.filter(({ type }) => type !== 'thought');
  return { thought, rest, reply: reader.reply() };
}

const read = (text: string) => readChunks([[text, 'text']]);

const PYTHON = '```python\nprint(1)\n```';

/** Replies of models as they are met, with what is to be read in them. */
const REPLIES: Record<string, [reply: string, thought: string, rest: ReaderEvent]> = {
  'code with a fence': [
    `<think>Look.</think>\n<code>\n${PYTHON}\n</code>`,
    'Look.',
    { type: 'code', code: 'print(1)' },
  ],
  'code without a fence': [
    '<think>Look.</think><code>\nfor i in x:\n    print(i)\n</code>',
    'Look.',
    { type: 'code', code: 'for i in x:\n    print(i)' },
  ],
  'a first line that is indented inside the tag': [
    '<code>    a = 1\n    b = 2</code>',
    '',
    { type: 'code', code: '    a = 1\n    b = 2' },
  ],
  'a fence whose language stands on the line of the code': [
    '<code>```print(1)```</code>',
    '',
    { type: 'code', code: 'print(1)' },
  ],
  'no opening tag of the thought': [
    `I see bars.\n</think>\n<code>${PYTHON}</code>`,
    'I see bars.',
    { type: 'code', code: 'print(1)' },
  ],
  'two opening tags of the thought': [
    '<think>\n<think> Look.</think><answer>4</answer>',
    'Look.',
    { type: 'answer', text: '4' },
  ],
  'a bare block': [
    `I zoom in.\n${PYTHON}\nThen I see.`,
    'I zoom in.',
    { type: 'code', code: 'print(1)' },
  ],
  'a bare block at the end': [
    `I zoom in.\n${PYTHON}`,
    'I zoom in.',
    { type: 'code', code: 'print(1)' },
  ],
  'a bare block that was not closed': ['```py\nprint(1)\n', '', { type: 'code', code: 'print(1)' }],
  'a block of another language before': [
    `As JSON:\n\`\`\`json\n{"a": 1}\n\`\`\`\nNow:\n${PYTHON}`,
    'As JSON:\n```json\n{"a": 1}\n```\nNow:',
    { type: 'code', code: 'print(1)' },
  ],
  'a fence in a string of the code': [
    '<code>\n```python\ns = "```"\nprint(s)\n```\n</code>',
    '',
    { type: 'code', code: 's = "```"\nprint(s)' },
  ],
  'code inside the thought': [
    `<think>First <code>${PYTHON}</code> and then`,
    'First',
    { type: 'code', code: 'print(1)' },
  ],
  'no closing tag of the code': [
    `<think>Look.</think><code>\n${PYTHON}\n`,
    'Look.',
    { type: 'code', code: 'print(1)' },
  ],
  'a closing tag cut in two by the end': [
    '<code>print(1)</co',
    '',
    { type: 'code', code: 'print(1)' },
  ],
  'text after the fence instead of a closing tag': [
    `<code>\n${PYTHON}\nThis prints one.`,
    '',
    { type: 'code', code: 'print(1)' },
  ],
  'an answer after code that was not closed': [
    `<code>\n${PYTHON}\n<answer>1</answer>`,
    '',
    { type: 'code', code: 'print(1)' },
  ],
  'two code blocks': [
    `<code>${PYTHON}</code>\n<code>\`\`\`python\nprint(2)\n\`\`\`</code>`,
    '',
    { type: 'code', code: 'print(1)' },
  ],
  'two fences in one code tag': [
    `<code>\n${PYTHON}\n\`\`\`python\nprint(2)\n\`\`\`\n</code>`,
    '',
    { type: 'code', code: 'print(1)\n\nprint(2)' },
  ],
  'an observation made up by the model': [
    `<code>${PYTHON}</code>\n<tool_response>57</tool_response><answer>57</answer>`,
    '',
    { type: 'code', code: 'print(1)' },
  ],
  'a tool call': [
    '<tool_call>\n{"name": "python", "arguments": {"code": "print(1)"}}\n</tool_call>',
    '',
    { type: 'code', code: 'print(1)' },
  ],
  'a tool call with its arguments as a string': [
    '<tool_call>{"name": "python", "arguments": "{\\"code\\": \\"print(1)\\"}"}</tool_call>',
    '',
    { type: 'code', code: 'print(1)' },
  ],
  'a tool call in the form of coder models, without an end': [
    '<tool_call>\n<function=python>\n<parameter=code>\nprint(1)\n</parameter>',
    '',
    { type: 'code', code: 'print(1)' },
  ],
  'a tool call that is not JSON': [
    '<tool_call>{"code": print(1)}</tool_call>',
    '',
    { type: 'nothing', reason: 'a tool call that is not JSON' },
  ],
  'a tool call without code': [
    '<tool_call>{"name": "search", "arguments": {"query": "x"}}</tool_call>',
    '',
    { type: 'nothing', reason: 'a tool call without code' },
  ],
  'an answer': [
    '<think>So.</think>\n<answer>\\boxed{57}</answer>',
    'So.',
    { type: 'answer', text: '\\boxed{57}' },
  ],
  'text after the answer': [
    '<answer>57</answer> I hope this helps. <code>x</code>',
    '',
    { type: 'answer', text: '57' },
  ],
  'an answer that was not closed': ['So <ANSWER> 57\n', 'So', { type: 'answer', text: '57' }],
  'a boxed value after the thought': [
    '<think>3 + 4.</think>\nThere are \\boxed{7} bars.',
    '3 + 4.\nThere are \\boxed{7} bars.',
    { type: 'answer', text: 'There are \\boxed{7} bars.' },
  ],
  'a boxed value alone': ['\\boxed{7}', '\\boxed{7}', { type: 'answer', text: '\\boxed{7}' }],
  'a boxed value at the end of a thought': [
    'I add 3 and 4.\n\nSo it is \\boxed{7}.',
    'I add 3 and 4.\n\nSo it is \\boxed{7}.',
    { type: 'answer', text: 'So it is \\boxed{7}.' },
  ],
  'tags that are spoken of': [
    'I will use `<code>` and `<answer>` as told.',
    'I will use `<code>` and `<answer>` as told.',
    { type: 'nothing', reason: 'neither code nor an answer' },
  ],
  'a smaller-than sign': [
    'Is 3 < 4 and a<b ? <answer>yes</answer>',
    'Is 3 < 4 and a<b ?',
    { type: 'answer', text: 'yes' },
  ],
  nothing: ['', '', { type: 'nothing', reason: 'no text' }],
  'white space': [' \n\n ', '', { type: 'nothing', reason: 'no text' }],
  'an empty answer': [
    '<answer> </answer>',
    '',
    { type: 'nothing', reason: 'an answer without text' },
  ],
  'an empty cell': [
    '<code>\n```python\n```\n</code>',
    '',
    { type: 'nothing', reason: 'a cell without code' },
  ],
  nonsense: [
    '</code></answer></think>}{ <thin <cod',
    '</answer>}{ <thin <cod',
    { type: 'nothing', reason: 'neither code nor an answer' },
  ],
  'line ends of Windows': [
    '<think>Look.</think>\r\n```python\r\nif a:\r\n    b()\r\n```\r\n',
    'Look.',
    { type: 'code', code: 'if a:\n    b()' },
  ],
};

describe('reading a reply', () => {
  it.each(Object.entries(REPLIES))('%s', (_, [text, thought, rest]) => {
    expect(read(text)).toMatchObject({ thought, rest: [rest] });
  });

  it.each(Object.entries(REPLIES))('%s: the same in any chunks', (_, [text]) => {
    const whole = read(text);
    let seed = 12345;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    for (let round = 0; round < 200; round += 1) {
      const longest = 1 + random(round % 2 ? 4 : 30);
      const chunks: [string, Channel][] = [];
      for (let at = 0; at < text.length;) {
        const end = at + 1 + random(longest);
        chunks.push([text.slice(at, end), 'text']);
        at = end;
      }
      expect(readChunks(chunks)).toEqual(whole);
    }
  });

  it('gives thoughts out before their end', () => {
    const reader = new TurnReader(s1vl.tags);
    expect(reader.feed('<think>The left bar')).toEqual([{ type: 'thought', text: 'The left bar' }]);
    expect(reader.feed(' is')).toEqual([{ type: 'thought', text: ' is' }]);
    expect(reader.feed(' 3 <')).toEqual([{ type: 'thought', text: ' 3' }]);
    expect(reader.feed('/thi')).toEqual([]);
    expect(reader.feed('s')).toEqual([{ type: 'thought', text: ' </this' }]);
  });

  it('takes reasoning that comes in a field of its own', () => {
    const { thought, rest, reply } = readChunks([
      ['I look', 'thought'],
      [' closely.', 'thought'],
      ['<code>print(1)', 'text'],
    ]);
    expect(thought).toBe('I look closely.');
    expect(rest).toEqual([{ type: 'code', code: 'print(1)' }]);
    expect(reply).toBe('<think>I look closely.</think><code>print(1)</code>');
  });

  it('finds code in a reasoning field', () => {
    expect(readChunks([[`Look: ${PYTHON}\n`, 'thought']]).rest).toEqual([
      { type: 'code', code: 'print(1)' },
    ]);
  });

  it.each([
    ['<think>a</think><code>print(1)\n', '<think>a</think><code>print(1)\n</code>'],
    ['<answer>57', '<answer>57</answer>'],
    ['<answer>57</answer> and so on', '<answer>57</answer>'],
    [`a\n${PYTHON}\nb`, `a\n${PYTHON}`],
    ['```python\nprint(1)', '```python\nprint(1)\n```'],
    [`<code>${PYTHON}\n<answer>1</answer>`, `<code>${PYTHON}\n</code>`],
  ])('keeps the turn up to its end, with a closing tag: %j', (text, reply) => {
    expect(read(text).reply).toBe(reply);
  });

  it('closes the thought of a reply that was interrupted', () => {
    const reader = new TurnReader(s1vl.tags);
    reader.feed('<think>I beg');
    expect(reader.reply()).toBe('<think>I beg</think>');
  });
});
