/** What stands before the message in ONNX Runtime's log: time, severity and place, and the colour of terminals. */
const PREFIX = /^[\d\-: .]*\[[VIWEF]:[^\]]*\]\s*/u;
// eslint-disable-next-line no-control-regex -- colours of terminals
const COLOUR = /\u001b\[[\d;]*m/gu;
/** Source lines, frames of stacks and addresses: of no use to a reader. */
const NOISE = /^(?:\s*at |file:\/\/|node:|Node\.js v|\s*\^|#|\*\*\*)|^\s*$|0x[\da-f]{6,}/iu;
const TELLING =
  /error|fail|abort|terminat|memory|bad_alloc|fault|exception|lost|cannot|could not/iu;
const MOST = 240;

/**
 * The sentence in what a process wrote to stderr before it died: the last line that speaks of a failure, without times, places in source
 * code and addresses. Undefined when there is none.
 */
export function lastWords(stderr: string): string | undefined {
  const lines = stderr
    .replaceAll(COLOUR, '')
    .split(/\r?\n/u)
    .map((line) => line.replace(PREFIX, '').trim())
    .filter((line) => !NOISE.test(line) && TELLING.test(line));
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  return last.length > MOST ? `${last.slice(0, MOST - 1)}…` : last;
}
