import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SCRIPTED, startServer } from '../../fixtures/servers/index.ts';
import { useServer } from './harness/suite.ts';

const suite = useServer();

it('names the model in the status bar, where another one can be chosen', () =>
  suite.run('model', async (vscode) => {
    const item = vscode.statusBarItem(/Figscope, model Built-in analyst/);
    const panel = await vscode.showFigscope();
    await item.click();
    await vscode.picks.filter({ hasText: 'models.example.org' }).waitFor();
    await vscode.screenshot('models');
    await vscode.pick('Slow scripted model');
    await vscode.statusBarItem(/Slow scripted model/).waitFor();
    await panel.openFromGallery('nuclei.png');
    await panel.ask('How many objects are there?');
    await vscode.statusBarItem(/Slow scripted model.*at work/).waitFor();
    expect(await panel.answered()).toContain('12');
    expect(await panel.frame.locator('.run-facts').innerText()).toContain('Slow scripted model');
    await vscode.chooseModel('Built-in analyst');
  }));

it('asks before a figure leaves the machine, and remembers what is allowed', () =>
  suite.run('consent', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.chooseModel('Remote scripted model');
    await panel.ask('How many objects are there?');
    await vscode.dialog.getByText('Send nuclei.png to models.example.org?').waitFor();
    await vscode.screenshot('consent');
    await vscode.dialog.getByRole('button', { name: 'Cancel' }).click();
    await vscode.dialog.waitFor({ state: 'detached' });
    await panel.atRest();
    expect(await panel.answers.count()).toBe(0);
    // The question is not lost.
    expect(await panel.question.inputValue()).toBe('How many objects are there?');

    await panel.question.press('Enter');
    await vscode.dialog.getByRole('button', { name: /Always Send/ }).click();
    expect(await panel.answered()).toContain('12');
    await panel.ask('And once more?');
    expect(await panel.answered(2)).toContain('12');
    expect(await vscode.dialog.count()).toBe(0);
    await panel.chooseModel('Built-in analyst');
  }));

/** Where llama-server listens unless it is told otherwise: the picker looks there. */
const KNOWN_PORT = 9931;

it('finds a model server of this machine while the picker is open, adds it, asks it and tests it', () =>
  suite.run('server', async (vscode) => {
    const server = await startServer({
      engine: 'llama-server',
      model: SCRIPTED.nuclei(),
      port: KNOWN_PORT,
    });
    onTestFinished(() => server.close());
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    expect(server.requests).toEqual([]);
    await vscode.command('Figscope: Choose Model');
    await vscode.picks.filter({ hasText: 'not added yet' }).waitFor();
    await vscode.screenshot('server-found');
    await vscode.pick(/not added yet/);
    await vscode.picks.filter({ hasText: 'no known family' }).waitFor();
    await vscode.screenshot('server-profile');
    await vscode.pick('no known family');
    await vscode.statusBarItem(new RegExp(`${server.modelId} on 127.0.0.1`)).waitFor();
    await panel.ask('How many nuclei are there?');
    // On this machine: nobody is asked whether the figure may leave.
    expect(await panel.answered()).toMatch(/\d+/);
    expect(await vscode.dialog.count()).toBe(0);
    expect(server.chats().length).toBeGreaterThan(1);
    await vscode.screenshot('server-answer');
    await panel.frame.getByRole('button', { name: 'Check what the images added' }).click();
    await panel.frame.getByRole('heading', { name: 'The images made no difference' }).waitFor();
    await vscode.screenshot('server-gain');
    // Of this machine: in the settings of the machine that VS Code runs on, not in those that follow the user.
    const settings = join(suite.server.folder, 'data', 'Machine', 'settings.json');
    expect(await readFile(settings, 'utf8')).toContain(server.url);

    await vscode.command('Figscope: Test Model');
    await vscode.page.getByText('Test of Qwen').first().waitFor();
    await vscode.screenshot('server-test');

    await server.close();
    await panel.ask('And once more?');
    await panel.atRest();
    await panel.frame.getByText('Nothing answers at').first().waitFor();
    await vscode.screenshot('server-down');
    await vscode.chooseModel('Built-in analyst');
  }));

it('says that a chosen model is gone, and lets no other one answer in its place', () =>
  suite.run(
    'gone',
    async (vscode) => {
      const panel = await vscode.showFigscope();
      await panel.openFromGallery('nuclei.png');
      await vscode.statusBarItem(/openai:removed, not available/).waitFor();
      await panel.ask('How many objects are there?');
      await panel.frame.getByText('The model "openai:removed" is not there').first().waitFor();
      await vscode.screenshot('model-gone');
      expect(await panel.answers.count()).toBe(0);
      await vscode.chooseModel('Built-in analyst');
      await vscode.statusBarItem(/Built-in analyst/).waitFor();
    },
    {
      fill: async (folder) => {
        await mkdir(join(folder, '.vscode'), { recursive: true });
        const settings = JSON.stringify({ 'figscope.model': 'openai:removed' });
        await writeFile(join(folder, '.vscode', 'settings.json'), settings);
      },
    },
  ));
