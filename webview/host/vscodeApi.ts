/** What VS Code gives the page: messages to the host, and a little state that outlives the page. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** May be called once in the life of a page. */
export function vsCodeApi(): VsCodeApi {
  return acquireVsCodeApi();
}
