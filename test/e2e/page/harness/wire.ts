/** Messages as JSON between this process and the browser, bytes included: what structured clone does inside of VS Code. */

const MARK = '$bytes';

export function toWire(message: unknown): string {
  return JSON.stringify(message, (_key, value: unknown) =>
    value instanceof Uint8Array ? { [MARK]: Buffer.from(value).toString('base64') } : value,
  );
}

export function fromWire(wire: string): unknown {
  return JSON.parse(wire, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !(MARK in value)) return value;
    const bytes = (value as Record<string, unknown>)[MARK];
    return typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : value;
  });
}

/** Runs in the browser before the page's script: stands in for what VS Code puts into a webview. */
export const BROWSER_SIDE = `
  const revive = (_key, value) =>
    value && typeof value === 'object' && typeof value.${MARK} === 'string'
      ? Uint8Array.from(atob(value.${MARK}), (one) => one.charCodeAt(0)) : value;
  const write = (_key, value) => {
    if (!(value instanceof Uint8Array)) return value;
    let text = '';
    for (const byte of value) text += String.fromCharCode(byte);
    return { ${MARK}: btoa(text) };
  };
  window.fromHost = (wire) => window.postMessage(JSON.parse(wire, revive), '*');
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => void window.toHost(JSON.stringify(message, write)),
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
  });
`;
