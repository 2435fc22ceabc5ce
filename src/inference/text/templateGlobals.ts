/** Numbers in a `range` at most: a list of that many is made before the template's loop begins. */
const MAX_RANGE = 10_000;

const MONTHS = [
  'January February March April May June July August September October November December',
].flatMap((names) => names.split(' '));
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

/** The template itself says that it cannot take the messages (`raise_exception`). */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What chat templates can use besides their variables, in transformers' names. */
export function templateGlobals(): Record<string, unknown> {
  return {
    true: true,
    false: false,
    none: null,
    True: true,
    False: false,
    None: null,
    raise_exception: (message: unknown): never => {
      throw new Refusal(String(message));
    },
    range: boundedRange,
    strftime_now: (format: unknown) => strftime(new Date(), String(format)),
  };
}

/** Python's `range`. */
function boundedRange(first: number, second?: number | null, step?: number | null): number[] {
  const [from, to] = typeof second === 'number' ? [first, second] : [0, first];
  const by = step ?? 1;
  if (by === 0 || Math.abs((to - from) / by) > MAX_RANGE) throw new Error('range() is too long');
  const numbers: number[] = [];
  for (let at = from; by > 0 ? at < to : at > to; at += by) numbers.push(at);
  return numbers;
}

/** The directives of `strftime` that templates use, in local time and English. */
export function strftime(date: Date, format: string): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const month = MONTHS[date.getMonth()] ?? '';
  const day = DAYS[date.getDay()] ?? '';
  const values: Readonly<Record<string, string>> = {
    Y: String(date.getFullYear()),
    y: two(date.getFullYear() % 100),
    m: two(date.getMonth() + 1),
    d: two(date.getDate()),
    H: two(date.getHours()),
    I: two(date.getHours() % 12 || 12),
    M: two(date.getMinutes()),
    S: two(date.getSeconds()),
    p: date.getHours() < 12 ? 'AM' : 'PM',
    B: month,
    b: month.slice(0, 3),
    A: day,
    a: day.slice(0, 3),
    '%': '%',
  };
  return format.replace(/%([A-Za-z%])/g, (whole, name: string) => values[name] ?? whole);
}
