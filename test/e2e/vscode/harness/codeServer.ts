import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inferenceProcesses, sandboxProcesses } from './processes.ts';

const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.experimentalOnboarding': false,
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'window.commandCenter': false,
};

export interface ServerOptions {
  /** Ask whether a workspace is trusted, as a fresh VS Code does? Default: every workspace is. */
  readonly workspaceTrust?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
}

function needed(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start these tests with \`npm run e2e\`.`);
  return value;
}

/** A VS Code of its own: code-server with the packaged extension, fresh user data, and a port of its own. */
export class CodeServer {
  private constructor(
    readonly url: string,
    readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start({ workspaceTrust = false, settings = {} }: ServerOptions = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'figscope-e2e-'));
    const data = join(folder, 'data');
    await mkdir(join(data, 'User'), { recursive: true });
    const all = { ...SETTINGS, ...settings };
    await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(all, undefined, 2));
    const args = [
      needed('FIGSCOPE_E2E_CODE_SERVER'),
      ...['--auth', 'none', '--bind-addr', '127.0.0.1:0'],
      ...['--extensions-dir', needed('FIGSCOPE_E2E_EXTENSIONS'), '--user-data-dir', data],
      ...['--config', join(folder, 'config.yaml'), '--reconnection-grace-time', '5'],
      ...['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'],
      '--ignore-last-opened',
      ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    ];
    await writeFile(join(folder, 'config.yaml'), '');
    const { VSCODE_IPC_HOOK_CLI: _outer, ...env } = process.env;
    // A process group of its own, so that its extension hosts end with it.
    const child = spawn(needed('FIGSCOPE_E2E_NODE'), args, {
      env: { ...env, HOME: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    return new CodeServer(await listening(child), folder, child);
  }

  /** Sandbox processes below this server. */
  sandboxes(): number[] {
    return sandboxProcesses(this.process.pid ?? 0);
  }

  /** Inference processes below this server. */
  inference(): number[] {
    return inferenceProcesses(this.process.pid ?? 0);
  }

  async stop(): Promise<void> {
    const { pid } = this.process;
    const ended = new Promise((done) => this.process.once('exit', done));
    if (pid !== undefined && this.process.exitCode === null) {
      process.kill(-pid, 'SIGTERM');
      const forced = setTimeout(() => process.kill(-pid, 'SIGKILL'), 5_000);
      await ended;
      clearTimeout(forced);
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The address, from what the server prints once it listens. */
function listening(child: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail('it did not listen within a minute'), 60_000);
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`code-server did not start: ${why}.\n${printed}`));
    };
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`it ended with ${code}`));
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const port = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(printed)?.[1];
      if (!port) return;
      clearTimeout(timer);
      // Not the number: webviews need a secure context, and `localhost` is one.
      resolve(`http://localhost:${port}`);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  });
}
