import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, cpus, hostname, platform } from 'node:os';
import { join } from 'node:path';

/** Enough for any export; a folder with more is not a model's. */
const MOST_FILES = 500;

/** Names, sizes and times of the files of a model's folder and its folder `onnx`, as a hash; weights are never read for it. */
export async function fingerprint(folder: string): Promise<string> {
  const lines = [...(await filesOf(folder)), ...(await filesOf(join(folder, 'onnx')))];
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

async function filesOf(folder: string): Promise<string[]> {
  let names: string[];
  try {
    names = (await readdir(folder)).sort().slice(0, MOST_FILES);
  } catch {
    // No such folder: loading says so.
    return [];
  }
  const lines = await Promise.all(
    names.map(async (name) => {
      try {
        const found = await stat(join(folder, name));
        return found.isFile() ? `${name} ${found.size} ${Math.round(found.mtimeMs)}` : '';
      } catch {
        // A link to nowhere is no file.
        return '';
      }
    }),
  );
  return lines.filter((line) => line !== '');
}

/** This machine, as far as speed goes: home folders are shared between machines in many places. */
export function machineName(): string {
  const processors = cpus();
  return [hostname(), platform(), arch(), processors[0]?.model, processors.length].join(' ');
}

/** Version of the ONNX Runtime that a program would load; empty when there is none. */
export function runtimeVersion(program: string): string {
  try {
    const about = createRequire(program)('onnxruntime-node/package.json') as { version?: unknown };
    return typeof about.version === 'string' ? about.version : '';
  } catch {
    // Not installed: loading says so.
    return '';
  }
}
