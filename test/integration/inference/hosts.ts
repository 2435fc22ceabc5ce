import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { GenerateParams, LoadParams } from '../../../src/inference/protocol.ts';
import { InferenceHost, type HostOptions } from '../../../src/models/local/host.ts';
import { specOf, type ModelSpec } from '../../../src/models/local/spec.ts';
import type { LocalEntry } from '../../../src/models/local/entry.ts';
import type { Script } from '../../fixtures/inferenceChild/script.ts';

/** What a scripted process has noted of its work. */
export interface Noted {
  readonly pid: number;
  readonly load?: LoadParams;
  readonly env?: Readonly<Record<string, string>>;
  readonly generate?: GenerateParams;
  readonly ended?: boolean;
}

/** Scripted models in a folder of their own, and hosts for them that are disposed of at the end. */
export class ScriptedModels {
  readonly #hosts: InferenceHost[] = [];
  readonly folder: string;
  readonly program: string;

  private constructor(folder: string, program: string) {
    this.folder = folder;
    this.program = program;
  }

  static async make(): Promise<ScriptedModels> {
    const folder = await mkdtemp(join(tmpdir(), 'figscope-host-'));
    const program = join(folder, 'child.mjs');
    await build({
      entryPoints: [
        fileURLToPath(new URL('../../fixtures/inferenceChild/main.ts', import.meta.url)),
      ],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
    return new ScriptedModels(folder, program);
  }

  host(options: Partial<HostOptions> = {}): InferenceHost {
    const node = { path: process.execPath, electron: false };
    const host = new InferenceHost({ program: this.program, node, ...options });
    this.#hosts.push(host);
    return host;
  }

  /** A "model" that does what its script says. */
  async model(name: string, script: Script, more: Partial<LocalEntry> = {}): Promise<ModelSpec> {
    const folder = join(this.folder, name);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'script.json'), JSON.stringify(script));
    return specOf({ name, ...more }, folder);
  }

  /** What was done with a model, in order. */
  noted({ folder }: Pick<ModelSpec, 'folder'>): readonly Noted[] {
    const path = join(folder, 'log');
    if (!existsSync(path)) return [];
    const lines = readFileSync(path, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Noted);
  }

  loads(spec: Pick<ModelSpec, 'folder'>): readonly LoadParams[] {
    return this.noted(spec).flatMap(({ load }) => load ?? []);
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.dispose()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

export const PLAIN: GenerateParams = {
  messages: [{ role: 'user', parts: [{ type: 'text', text: 'hello' }] }],
  sampling: {},
  stop: [],
};

/** Does a process of this id run? */
export function runs(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // No such process.
    return false;
  }
}

/** The text of a reply. */
export async function textOf(
  host: InferenceHost,
  spec: ModelSpec,
  signal = new AbortController().signal,
): Promise<string> {
  let text = '';
  for await (const item of host.generate(spec, PLAIN, { signal }))
    if (item.type === 'text') text += item.text;
  return text;
}
