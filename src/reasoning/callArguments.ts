/**
 * The arguments of a tool call, read again to go back to a model; undefined for what is no object: broken JSON is an ordinary mistake of
 * models, and whoever takes a conversation wants an object.
 */
export function callArguments(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    // Broken JSON: said by `undefined`.
    return undefined;
  }
}
