import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { COMMIT, filesOfFolder } from '../../fixtures/hub/repository.ts';
import { startHub, type Hub } from '../../fixtures/hub/server.ts';
import { fixtureFolder } from '../../fixtures/inference/reference.ts';
import { useServer } from './harness/suite.ts';

const suite = useServer();
const MODEL = 'tiny-lab/Tiny-VL-ONNX';
const FILES = filesOfFolder(fixtureFolder('qwen3vl-gqa'));
/** Which of them is taken follows from what all parts have. */
const DECODERS = [...FILES.keys()].filter((path) => /decoder.*\.onnx$/u.test(path));

let hub: Hub;
beforeEach(async () => {
  hub = await startHub({
    repositories: [{ name: MODEL, commit: COMMIT, files: FILES, licence: 'apache-2.0' }],
  });
  // The hub is set per machine: a workspace could send figures' owners to a hub of its own.
  const settings = join(suite.server.folder, 'data', 'Machine');
  await mkdir(settings, { recursive: true });
  await writeFile(
    join(settings, 'settings.json'),
    JSON.stringify({ 'figscope.local.hubEndpoint': hub.url }),
  );
});
afterEach(() => hub.close());

it('downloads a model with progress, goes on after a stop, and uses it', () =>
  suite.run('download', async (vscode) => {
    for (const path of DECODERS) hub.fail(path, { kind: 'slow', pauseMs: 1500 });
    await vscode.command('Figscope: Download a Model');
    await vscode.picks.filter({ hasText: 'Qwen3.5 2B' }).waitFor();
    await vscode.screenshot('download-catalogue');
    await vscode.pick('Another Repository');
    const field = vscode.quickInput.locator('input[type="text"]').first();
    await vscode.quickInput.getByText('Repository on the hub').waitFor();
    await field.fill(MODEL);
    await field.press('Enter');
    await vscode.dialog.getByText('Licence: apache-2.0').waitFor();
    await vscode.screenshot('download-confirm');
    await vscode.dialog.getByRole('button', { name: 'Download', exact: true }).click();
    const toast = vscode.notification(/Downloading/);
    await toast.filter({ hasText: /\d+ % · .* of .*/ }).waitFor();
    await vscode.screenshot('download-progress');
    await toast.getByRole('button', { name: 'Cancel' }).click();
    const stopped = vscode.notification('What has come is kept');
    await stopped.waitFor();
    await vscode.screenshot('download-stopped');
    await stopped.getByRole('button', { name: 'Go On' }).click();
    await vscode.dialog.getByText('already here').waitFor();
    await vscode.dialog.getByRole('button', { name: 'Download', exact: true }).click();
    const done = vscode.notification('is installed on this machine');
    await done.waitFor();
    // What had come was not asked for again.
    expect(hub.asked('tokenizer.json')).toHaveLength(1);
    await done.getByRole('button', { name: 'Use This Model' }).click();
    await vscode.statusBarItem(/Tiny-VL-ONNX/).waitFor();
    const folder = join(suite.server.folder, '.local/share/figscope/models/Tiny-VL-ONNX');
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toContain('Qwen3VL');

    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.ask('How many nuclei are there?');
    // Random weights: what it writes may be an answer or not.
    await panel.frame
      .getByText(/Tiny-VL-ONNX.* runs on /u)
      .first()
      .waitFor({ timeout: 60_000 });
    await panel.atRest();

    await vscode.command('Figscope: Remove a Model');
    await vscode.pick('Tiny-VL-ONNX');
    await vscode.dialog.getByRole('button', { name: 'Remove' }).click();
    await vscode.notification('was removed').waitFor();
    // What is gone stays chosen and says so: no other model answers in its place.
    await vscode.statusBarItem(/Tiny-VL-ONNX, not available/).waitFor();
    await vscode.chooseModel('Built-in analyst');
  }));

it('says what is wrong when the hub does not know the model', () =>
  suite.run('download-unknown', async (vscode) => {
    await vscode.command('Figscope: Download a Model');
    await vscode.pick('Another Repository');
    const field = vscode.quickInput.locator('input[type="text"]').first();
    await vscode.quickInput.getByText('Repository on the hub').waitFor();
    await field.fill('tiny-lab/No-Such-Model');
    await field.press('Enter');
    await vscode.notification('There is no model tiny-lab/No-Such-Model').waitFor();
    await vscode.screenshot('download-unknown');
  }));
