import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { processEnvironment } from './environment.ts';

const run = promisify(execFile);

/** The Node that carries the inference process. */
export interface InferenceNode {
  readonly path: string;
  /** Electron's Node copies every tensor; a real one is preferred where there is one. */
  readonly electron: boolean;
}

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
  /** Not the user's folder: Windows looks there for libraries. */
  readonly cwd: string;
}

/** Ends the process when its host dies, even one that is busy in native code and reads nothing. Not looked for on the PATH, which may be anybody's. */
const SETPRIV = '/usr/bin/setpriv';
const SETPRIV_ARGS = ['--pdeathsig=KILL', '--'];

/** The command line of the inference process. */
export async function planLaunch(program: string, node: InferenceNode): Promise<Launch> {
  const base = { env: processEnvironment(process.env, node.electron), cwd: dirname(program) };
  const args = ['--no-warnings', program];
  return (await hasSetpriv())
    ? { command: SETPRIV, args: [...SETPRIV_ARGS, node.path, ...args], ...base }
    : { command: node.path, args, ...base };
}

let asked: Promise<boolean> | undefined;

/** Asked once. */
function hasSetpriv(): Promise<boolean> {
  asked ??=
    process.platform === 'linux'
      ? run(SETPRIV, [...SETPRIV_ARGS, 'true'], { timeout: 5_000 }).then(
          () => true,
          // Not installed or not allowed: the process ends with its standard input then.
          () => false,
        )
      : Promise.resolve(false);
  return asked;
}
