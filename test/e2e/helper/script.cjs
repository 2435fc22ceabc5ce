// What the scripted models write: two turns with a crop each, then an answer that rests on them.

const cell = (thought, lines) =>
  `<think>${thought}</think><code>\n\`\`\`python\n${lines.join('\n')}\n\`\`\`\n</code>`;

const TURNS = [
  cell('The upper left corner first: what is there can tell the scale of the rest.', [
    'crop = image_1[100:300, 100:400]',
    'figkit.show(figkit.zoom(image_1, [100, 100, 400, 300]), title="corner")',
    'print("looked at", crop.shape)',
  ]),
  cell('Now the middle, to compare it with the corner.', [
    'figkit.show(figkit.zoom(image_1, [300, 250, 600, 450]), title="middle")',
    'print("corner has", crop.shape[0], "rows")',
  ]),
  '<think>Both look alike.</think><answer>\\boxed{12}\nTwelve objects in the two places together.\n\nEvidence:\n- [t1-1] the corner\n- [t2-1] the middle\n</answer>',
];

/** The turn that follows the messages: by how many replies there are since the last question. */
exports.script = (messages) => {
  let turn = 0;
  for (const { role, parts } of messages) {
    const text = parts.map((part) => part.text ?? '').join('');
    if (role === 'assistant') turn += 1;
    else if (role === 'user' && !text.trimStart().startsWith('<tool_response>')) turn = 0;
  }
  return TURNS[Math.min(turn, TURNS.length - 1)];
};
