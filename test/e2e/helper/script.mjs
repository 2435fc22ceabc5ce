// What the scripted models write: two turns with a crop each, then an answer that rests on them.

/** @param {string} thought @param {readonly string[]} lines */
const cell = (thought, lines) =>
  `<think>${thought}</think><code>\n\`\`\`python\n${lines.join('\n')}\n\`\`\`\n</code>`;

/** What a scripted model looks at. */
export const CELLS = [
  {
    thought: 'The upper left corner first: what is there can tell the scale of the rest.',
    lines: [
      'crop = image_1[100:300, 100:400]',
      'figkit.show(figkit.zoom(image_1, [100, 100, 400, 300]), title="corner")',
      'print("looked at", crop.shape)',
    ],
  },
  {
    thought: 'Now the middle, to compare it with the corner.',
    lines: [
      'figkit.show(figkit.zoom(image_1, [300, 250, 600, 450]), title="middle")',
      'print("corner has", crop.shape[0], "rows")',
    ],
  },
];

/** What it answers, without the tags of a profile. */
export const FINAL =
  '\\boxed{12}\nTwelve objects in the two places together.\n\nEvidence:\n- [t1-1] the corner\n- [t2-1] the middle\n';

const TURNS = [
  ...CELLS.map(({ thought, lines }) => cell(thought, lines)),
  `<think>Both look alike.</think><answer>${FINAL}</answer>`,
];

/** Longer than any test runs: a thought that has no end unless it is stopped. */
const PONDERING = `<think>${'I ponder on. '.repeat(20_000)}</think>`;

/** A word in the question chooses another run: one that lasts until it is stopped, in a thought or in a cell, or a brief one. */
const OTHERS = {
  ponder: [...TURNS.slice(0, 1), PONDERING],
  endless: [cell('This cell has no end.', ['while True:', '    pass']), ...TURNS.slice(-1)],
  brief: [
    cell('Short.', ['figkit.show(figkit.crop(image_1, [0, 0, 300, 200]))']),
    '<think>Done.</think><answer>\\boxed{12}</answer>',
  ],
};

/**
 * The turn that follows the messages: by how many replies there are since the last question.
 * @param {readonly import('../../../src/reasoning/model.ts').ModelMessage[]} messages
 * @returns {string}
 */
export function script(messages) {
  let turn = 0;
  let question = '';
  for (const { role, parts } of messages) {
    const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
    if (role === 'assistant') turn += 1;
    else if (role === 'user' && !text.trimStart().startsWith('<tool_response>')) {
      turn = 0;
      question = text;
    }
  }
  const [, turns = TURNS] = Object.entries(OTHERS).find(([word]) => question.includes(word)) ?? [];
  return turns[Math.min(turn, turns.length - 1)] ?? '';
}
