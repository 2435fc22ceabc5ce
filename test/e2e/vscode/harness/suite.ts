import { afterAll, beforeAll } from 'vitest';
import { closeBrowser } from '../../browser.ts';
import { CodeServer, type ServerOptions } from './codeServer.ts';
import { Workbench, type WindowOptions } from './workbench.ts';
import { makeWorkspace } from './workspace.ts';

export interface OpenOptions extends WindowOptions {
  /** An existing workspace folder; default: a fresh one with the samples. */
  readonly folder?: string;
  /** Puts more into the fresh folder before it is opened. */
  readonly fill?: (folder: string) => Promise<void>;
}

export interface Suite {
  readonly server: CodeServer;
  /** Opens a window; closed at the end of the test, after a screenshot when the test failed. */
  run(
    name: string,
    body: (vscode: Workbench, folder: string) => Promise<void>,
    options?: OpenOptions,
  ): Promise<void>;
}

/** One VS Code server for a test file. */
export function useServer(options?: ServerOptions): Suite {
  let server: CodeServer | undefined;
  const running = (): CodeServer => {
    if (!server) throw new Error('The server has not started.');
    return server;
  };
  beforeAll(async () => {
    server = await CodeServer.start(options);
  });
  afterAll(async () => {
    await closeBrowser();
    await server?.stop();
  });
  return {
    get server() {
      return running();
    },
    async run(name, body, { folder: given, fill, ...window } = {}) {
      const folder = given ?? (await makeWorkspace(running().folder));
      await fill?.(folder);
      const vscode = await Workbench.open(running().url, folder, window);
      try {
        await body(vscode, folder);
      } catch (error) {
        await vscode.screenshot(`failed-${name}`).catch(() => undefined);
        throw error;
      } finally {
        await vscode.close();
      }
    },
  };
}
