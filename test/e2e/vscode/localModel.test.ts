import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fixtureFolder } from '../../fixtures/inference/reference.ts';
import { useServer } from './harness/suite.ts';

const suite = useServer();
const longContext = '"max_position_embeddings": 60000';

/** Random weights: what they write is nonsense, all the rest is as with a real model. */
async function withTinyModel(folder: string): Promise<void> {
  await cp(fixtureFolder('qwen3vl-gqa'), join(folder, 'models', 'tiny'), { recursive: true });
  await cp(fixtureFolder('qwen3vl-concat'), join(folder, 'models', 'long'), { recursive: true });
  const config = join(folder, 'models', 'long', 'config.json');
  const text = await readFile(config, 'utf8');
  await writeFile(config, text.replace(/"max_position_embeddings": \d+/u, longContext));
  // Replies of nonsense come to an end where one token in sixteen ends them.
  const ends = Array.from({ length: 16 }, (_, index) => index * 16);
  await writeFile(
    join(folder, 'models', 'tiny', 'generation_config.json'),
    JSON.stringify({ eos_token_id: ends }),
  );
  const settings = {
    'figscope.localModels': [
      // With function calling a reply without a call is the answer, whatever it says.
      {
        name: 'brief',
        label: 'Brief',
        folder: 'models/tiny',
        profile: 'tools',
        device: 'cpu',
        sampling: { temperature: 2, seed: 1 },
        maxTokens: 200,
      },
      // What it has written becomes likelier each time: it never comes to an end.
      {
        name: 'talker',
        label: 'Talker',
        folder: 'models/long',
        profile: 's1vl',
        device: 'cpu',
        sampling: { temperature: 0, frequencyPenalty: -2 },
      },
    ],
  };
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
}

it('asks a model of a folder on this machine, and asks it again', () =>
  suite.run(
    'local',
    async (vscode) => {
      const panel = await vscode.showFigscope();
      await panel.openFromGallery('nuclei.png');
      expect(suite.server.inference()).toEqual([]);
      await vscode.command('Figscope: Choose Model');
      await vscode.picks.filter({ hasText: 'models/tiny' }).first().waitFor();
      await vscode.screenshot('local-picker');
      await vscode.pick('Brief');
      await vscode.statusBarItem(/model Brief, this machine/).waitFor();
      await panel.ask('How many nuclei are there?');
      expect(await panel.answered()).not.toBe('');
      // No figure leaves the machine: nobody is asked.
      expect(await vscode.dialog.count()).toBe(0);
      await panel.frame.getByText('runs on the CPU').first().waitFor();
      const facts = await panel.frame.locator('.run-facts').first().innerText();
      expect(facts).toContain('Brief on this machine');
      expect(facts).toMatch(/[\d,]+ tokens/u);
      expect(suite.server.inference()).toHaveLength(1);
      await vscode.screenshot('local-first');
      await panel.ask('And how large are they?');
      expect(await panel.answered(2)).not.toBe('');
      await vscode.screenshot('local-second');
      // One process, and one load, for both.
      expect(suite.server.inference()).toHaveLength(1);
      expect(await panel.frame.getByText('runs on the CPU').count()).toBe(1);
      await vscode.chooseModel('Built-in analyst');
    },
    { fill: withTinyModel },
  ));

it('streams what the model writes, and stops it', () =>
  suite.run(
    'local-stop',
    async (vscode) => {
      const panel = await vscode.showFigscope();
      await panel.openFromGallery('nuclei.png');
      await panel.chooseModel('Talker');
      await panel.ask('How many nuclei are there?');
      const thought = panel.turn(1).locator('.thought p').first();
      await thought.waitFor();
      const early = (await thought.innerText()).length;
      await expect.poll(async () => (await thought.innerText()).length).toBeGreaterThan(early);
      await vscode.screenshot('local-streaming');
      await panel.stop.click();
      await panel.atRest();
      expect(await panel.frame.locator('.end-card').innerText()).toContain('Stopped');
      await panel.chooseModel('Brief');
      await panel.ask('And now?');
      expect(await panel.answered(2)).not.toBe('');
      await panel.chooseModel('Built-in analyst');
    },
    { fill: withTinyModel },
  ));

it('measures the model, and the doctor says what it runs on', () =>
  suite.run(
    'local-bench',
    async (vscode) => {
      await vscode.chooseModel('Brief');
      await vscode.statusBarItem(/model Brief/).waitFor();
      await vscode.command('Figscope: Measure a Local Model');
      await vscode.page.getByText('Measurement of Brief').first().waitFor({ timeout: 60_000 });
      await vscode.screenshot('local-bench');
      await vscode.command('Figscope: Check This Machine');
      await vscode.notification('The sandbox works').waitFor({ timeout: 60_000 });
      await vscode.screenshot('local-doctor');
      await vscode.chooseModel('Built-in analyst');
    },
    { fill: withTinyModel },
  ));

it('starts its process again when that was killed, and leaves none behind when the window is closed', async () => {
  await suite.run(
    'local-killed',
    async (vscode) => {
      const panel = await vscode.showFigscope();
      await panel.openFromGallery('nuclei.png');
      await panel.chooseModel('Brief');
      await panel.ask('How many nuclei are there?');
      expect(await panel.answered()).not.toBe('');
      const [first = 0] = suite.server.inference();
      process.kill(first, 'SIGKILL');
      await panel.ask('And now?');
      expect(await panel.answered(2)).not.toBe('');
      expect(suite.server.inference()).toHaveLength(1);
      expect(suite.server.inference()).not.toContain(first);
      await panel.chooseModel('Talker');
      await panel.ask('Talk on.');
      await panel.frame.locator('.exchange').nth(2).locator('.thought p').first().waitFor();
    },
    { fill: withTinyModel },
  );
  await expect.poll(() => suite.server.inference().length, { timeout: 60_000 }).toBe(0);
});
