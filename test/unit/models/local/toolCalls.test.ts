import { describe, expect, it } from 'vitest';
import { parseToolCall } from '../../../../src/models/local/toolCall.ts';
import { ToolCallReader } from '../../../../src/models/local/toolCallReader.ts';

describe('what stands between <tool_call> and </tool_call>', () => {
  const code = 'x = 1\nprint("a\\n")\nif x:\n\tprint(x)';
  it.each([
    ['JSON', `\n${JSON.stringify({ name: 'python', arguments: { code } })}\n`],
    ['JSON over lines', JSON.stringify({ name: 'python', arguments: { code } }, undefined, 2)],
    ['parameters', JSON.stringify({ name: 'python', parameters: { code } })],
    ['a function in it', JSON.stringify({ function: { name: 'python', arguments: { code } } })],
    [
      'arguments as a string',
      JSON.stringify({ name: 'python', arguments: JSON.stringify({ code }) }),
    ],
    ['arguments alone', JSON.stringify({ code })],
    [
      'a fence around it',
      `\`\`\`json\n${JSON.stringify({ name: 'python', arguments: { code } })}\n\`\`\``,
    ],
    [
      'line ends that are not escaped',
      `{"name": "python", "arguments": {"code": "${code.replaceAll('\\n', '\\\\n').replaceAll('"', '\\"')}"}}`,
    ],
    ['a lost brace', JSON.stringify({ name: 'python', arguments: { code } }).slice(0, -1)],
    ['a brace too many', `${JSON.stringify({ name: 'python', arguments: { code } })}}`],
    ['tags', `\n<function=python>\n<parameter=code>\n${code}\n</parameter>\n</function>\n`],
    ['tags without ends', `<function=python>\n<parameter=code>\n${code}`],
    ['tags without a function', `<parameter=code>${code}</parameter>`],
  ])('%s', (_, raw) => {
    const call = parseToolCall(raw, 'python');
    expect(call.name).toBe('python');
    expect(JSON.parse(call.arguments)).toEqual({ code });
  });

  it('several parameters, and code that speaks of tags', () => {
    const raw =
      '<function=crop><parameter=box>\n[1, 2]\n</parameter><parameter=code>\nprint("<b>")\n</parameter></function>';
    expect(parseToolCall(raw, 'python')).toEqual({
      name: 'crop',
      arguments: '{"box":"[1, 2]","code":"print(\\"<b>\\")"}',
    });
  });

  it.each([
    ['', 'python'],
    ['just words', 'python'],
    ['{"name": "zoom", "arguments": {"a": ', 'zoom'],
    ['[1, 2]', 'python'],
    ['{"name": "zoom"}', 'zoom'],
  ])('what cannot be read stays as it is: %j', (raw, name) => {
    expect(parseToolCall(raw, 'python')).toEqual({ name, arguments: raw });
  });
});

/** Pieces of a reply that comes in chunks of a size; texts joined. */
function read(reply: string, size = reply.length, cutOff = false) {
  const reader = new ToolCallReader('python', 2);
  const pieces = [];
  for (let at = 0; at < reply.length; at += size)
    pieces.push(...reader.feed(reply.slice(at, at + size)));
  pieces.push(...reader.end(cutOff));
  const joined: (string | { id: string; name: string; arguments: string })[] = [];
  for (const piece of pieces) {
    if (piece.type === 'toolCall') {
      const { type: _, ...call } = piece;
      joined.push(call);
    } else if (typeof joined.at(-1) === 'string')
      joined.push(`${joined.pop() as string}${piece.text}`);
    else joined.push(piece.text);
  }
  return joined;
}

describe('calls in a reply', () => {
  const call = '{"name": "python", "arguments": {"code": "1"}}';
  const parsed = { id: 'call_3', name: 'python', arguments: '{"code":"1"}' };
  const replies: [string, string, ReturnType<typeof read>][] = [
    ['text alone', 'a < b and `c`\n', ['a < b and `c`\n']],
    ['a call alone', `<tool_call>\n${call}\n</tool_call>`, [parsed]],
    ['text and a call', `I look.\n<tool_call>${call}</tool_call>`, ['I look.', parsed]],
    ['two line ends before it', `I look.\n\n<tool_call>${call}</tool_call>`, ['I look.\n', parsed]],
    [
      'a thought that speaks of one',
      `<think>\nI write <tool_call>{}</tool_call>\n</think>\n\n<tool_call>${call}</tool_call>`,
      ['<think>\nI write <tool_call>{}</tool_call>\n</think>\n', parsed],
    ],
    [
      'one in backticks',
      'The tag `<tool_call>` opens a call.',
      ['The tag `<tool_call>` opens a call.'],
    ],
    [
      'two calls',
      `<tool_call>${call}</tool_call>\n<tool_call>${call}</tool_call>`,
      [parsed, { ...parsed, id: 'call_4' }],
    ],
    ['one whose end was lost', `ok\n<tool_call>${call}`, ['ok', parsed]],
    ['the beginning of a mark at the end', 'so\n<tool', ['so\n<tool']],
  ];
  it.each(replies)('%s', (_, reply, expected) => {
    expect(read(reply)).toEqual(expected);
    for (const size of [1, 2, 3, 5, 11])
      expect(read(reply, size), `size ${size}`).toEqual(expected);
  });

  it('one that a limit of tokens cut is none', () => {
    expect(read('a\n<tool_call>{"name"', 3, true)).toEqual(['a\n<tool_call>{"name"']);
  });
});
