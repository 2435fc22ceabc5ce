import type { Answer, Step } from './step.ts';

/** Writes a step as the `s1vl` profile reads it: a thought, then a cell or an answer. */
export function writeTurn(step: Step): string {
  const thought = `<think>\n${plain(step.thought)}\n</think>\n`;
  if (step.type === 'cell')
    return `${thought}<code>\n\`\`\`python\n${step.code.trim()}\n\`\`\`\n</code>`;
  return `${thought}<answer>\n${plain(writeAnswer(step.answer))}\n</answer>`;
}

/** Words of the user and of the figure stand in thoughts and answers; none of them may open or close a part of the turn. */
function plain(text: string): string {
  return text.replace(/<(?=\/?[a-z])/gi, '‹').replace(/`{3,}/g, '´´´');
}

/** The text between the answer tags: words, the boxed value, `Uncertainty:` and `Evidence:`. */
export function writeAnswer(answer: Answer): string {
  const lines = [answer.answered ? answer.text : `Not answered: ${answer.text}`];
  if (answer.answered && answer.value !== undefined)
    lines.push('', `\\boxed{${boxed(answer.value, answer.unit)}}`);
  if (answer.uncertainty !== undefined) lines.push('', `Uncertainty: ${answer.uncertainty}`);
  if (answer.evidence.length > 0) {
    lines.push('', 'Evidence:');
    for (const { text, image } of answer.evidence)
      lines.push(`- ${image === undefined ? '' : `[${image}] `}${text}`);
  }
  return lines.join('\n');
}

function boxed(value: string, unit: string | undefined): string {
  const clean = value.replace(/[{}\\]/g, ' ').trim();
  // A name that begins like a number ("10-20") must not be read as one with a unit.
  const name = unit === undefined && /^[-+.~≈\d]/.test(clean) && Number.isNaN(Number(clean));
  const text = name ? `“${clean}”` : clean;
  return unit === undefined || unit === '' ? text : `${text}\\ \\text{${unit}}`;
}
