/** A call as the loop takes it: arguments as JSON, or as the model wrote them where that is none. */
export interface ParsedCall {
  readonly name: string;
  readonly arguments: string;
}

/**
 * Reads what stands between `<tool_call>` and `</tool_call>`: `{"name": …, "arguments": {…}}` (Qwen2.5, Qwen3-VL), or
 * `<function=name><parameter=key>…</parameter></function>` (Qwen3.5 and the coder models). Slips of small models are read as what they
 * were meant to be: line ends inside of strings, arguments as a string, other names of the fields, a lost closing brace.
 * @param tool the name where none can be read
 */
export function parseToolCall(raw: string, tool: string): ParsedCall {
  return fromTags(raw, tool) ?? fromJson(raw, tool) ?? { name: nameIn(raw, tool), arguments: raw };
}

const FUNCTION = /<function=([^>\n]+)>/u;
const PARAMETER =
  /<parameter=([^>\n]+)>\n?([\s\S]*?)\n?(?:<\/parameter>|(?=<parameter=)|<\/function>|$(?![\s\S]))/gu;

function fromTags(raw: string, tool: string): ParsedCall | undefined {
  const name = FUNCTION.exec(raw)?.[1]?.trim();
  const values = [...raw.matchAll(PARAMETER)].map(([, key = '', value = '']) => [
    key.trim(),
    value,
  ]);
  if (name === undefined && values.length === 0) return undefined;
  return { name: name ?? tool, arguments: JSON.stringify(Object.fromEntries(values)) };
}

function fromJson(raw: string, tool: string): ParsedCall | undefined {
  const outer = objectIn(raw);
  if (!outer) return undefined;
  const called = isObject(outer['function']) ? outer['function'] : outer;
  const name = [called['name'], outer['function'], outer['tool']].find(isText) ?? tool;
  const given = called['arguments'] ?? called['parameters'] ?? called['input'] ?? called['args'];
  if (isText(given)) return { name, arguments: given };
  if (isObject(given)) return { name, arguments: JSON.stringify(given) };
  // The arguments themselves, without what should stand around them.
  const { name: _, ...rest } = called;
  return Object.keys(rest).length > 0 ? { name, arguments: JSON.stringify(rest) } : undefined;
}

function objectIn(raw: string): Record<string, unknown> | undefined {
  const start = raw.indexOf('{');
  if (start < 0) return undefined;
  const text = raw.slice(start, raw.lastIndexOf('}') + 1);
  const escaped = escapeLines(text);
  for (const attempt of [text, escaped, `${escaped}}`, escaped.slice(0, -1)]) {
    const value = parse(attempt);
    if (isObject(value)) return value;
  }
  return undefined;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // The next attempt, or the raw text.
    return undefined;
  }
}

/** Line ends and tabs inside of JSON strings, which JSON wants escaped. */
function escapeLines(json: string): string {
  return json.replace(/"(?:[^"\\]|\\[\s\S])*"/gu, (text) =>
    text.replaceAll('\n', '\\n').replaceAll('\r', '').replaceAll('\t', '\\t'),
  );
}

function nameIn(raw: string, tool: string): string {
  return /"name"\s*:\s*"([^"\n]{1,64})"/u.exec(raw)?.[1] ?? tool;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
