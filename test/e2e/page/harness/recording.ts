import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PanelEvent, Picture } from '../../../../src/panel/protocol.ts';

const FOLDER = '.cache/e2e/page/runs';

export interface Recording {
  readonly events: readonly PanelEvent[];
  readonly picture: (name: string) => Picture;
}

/** A real run about the nuclei with a follow-up, made once by the command line and kept for later test runs. */
export async function recordedRun(): Promise<Recording> {
  const run = join(FOLDER, 'follow-up');
  if (!existsSync('dist/cli.mjs')) throw new Error('Build first: npm run build.');
  if (!existsSync(run))
    await promisify(execFile)(process.execPath, [
      'dist/cli.mjs',
      'ask',
      'media/samples/nuclei.png',
      'How many nuclei are there?',
      '--then',
      'What is their median diameter?',
      '--runs',
      run,
    ]);
  const folder = join(run, readdirSync(run)[0] ?? '');
  const [, ...lines] = readFileSync(join(folder, 'run.jsonl'), 'utf8').trim().split('\n');
  return {
    events: lines.map((line) => JSON.parse(line) as PanelEvent),
    picture: (name) =>
      name === 'image_1' ? samplePicture('nuclei.png') : png(readFileSync(join(folder, name))),
  };
}

/** A figure of media/samples. */
export function samplePicture(name: string): Picture {
  return png(readFileSync(join('media/samples', name)));
}

function png(bytes: Uint8Array): Picture {
  return { mime: 'image/png', bytes: new Uint8Array(bytes) };
}
