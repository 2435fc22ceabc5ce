import { expect, it } from 'vitest';
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
