import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer({ settings: { 'chat.disableAIFeatures': false } });

it('asks a language model of VS Code, once figures may go to it', () =>
  suite.run('chat-model', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await vscode.chooseModel('Scripted chat model');
    await vscode.statusBarItem(/Scripted chat model/).waitFor();
    await panel.ask('How many objects are there?');
    await vscode.dialog.getByText('Send nuclei.png to VS Code models (figscope-test)?').waitFor();
    await vscode.screenshot('chat-model-consent');
    await vscode.dialog.getByRole('button', { name: 'Send This Time' }).click();
    expect(await panel.answered()).toContain('12');
    // Two calls of its tool, each with an image that it was shown.
    expect(await panel.images.count()).toBe(2);
    await vscode.screenshot('chat-model');
    await vscode.chooseModel('Built-in analyst');
  }));

it('tells that a language model takes no images', () =>
  suite.run('chat-model-blind', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await vscode.chooseModel('Scripted chat model without images');
    await panel.ask('How many objects are there?');
    await vscode.dialog.getByRole('button', { name: 'Send This Time' }).click();
    const exchange = panel.frame.locator('.exchange');
    await exchange.getByText('"Scripted chat model without images" takes no images.').waitFor();
    await panel.atRest();
    await vscode.screenshot('chat-model-blind');
    await vscode.chooseModel('Built-in analyst');
  }));
