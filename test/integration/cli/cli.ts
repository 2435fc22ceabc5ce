import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export const CLI = resolve('dist/cli.mjs');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty folder for one test; its name has a space and letters beyond ASCII. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'figscope Zählung '));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Writes a file into a folder and gives its path. */
export function put(into: string, name: string, bytes: Uint8Array | string): string {
  const path = join(into, name);
  writeFileSync(path, bytes);
  return path;
}

/** Starts the built command line with its output in pipes. */
export function start(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = {},
): ChildProcessWithoutNullStreams {
  const plain = { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined };
  return spawn(process.execPath, [CLI, ...args], { cwd, env: { ...plain, ...env } });
}

/** Collects what a started command line writes until it ends. */
export async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((done, failed) =>
    child.once('error', failed).once('close', done),
  );
  return { code, stdout, stderr };
}

/** Runs the built command line to its end. */
export function figscope(
  cwd: string,
  args: readonly string[],
  env?: Readonly<Record<string, string | undefined>>,
): Promise<Ended> {
  return ended(start(cwd, args, env));
}

/** Environment of a user whose home this is: none of this machine's own settings and models. */
export function homeOnly(home: string): Record<string, string | undefined> {
  return {
    HOME: home,
    USERPROFILE: home,
    APPDATA: join(home, '.config'),
    LOCALAPPDATA: join(home, '.local'),
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_DATA_HOME: join(home, '.local'),
    FIGSCOPE_MODELS: join(home, 'models'),
    FIGSCOPE_DEVICE: undefined,
    FIGSCOPE_DTYPE: undefined,
  };
}
