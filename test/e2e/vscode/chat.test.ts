import { expect, it } from 'vitest';
import { Chat } from './harness/chat.ts';
import { useServer } from './harness/suite.ts';

const suite = useServer({ settings: { 'chat.disableAIFeatures': false } });

it('answers about the figure in the editor, and goes on with its run', () =>
  suite.run('chat-answer', async (vscode) => {
    await vscode.showFigscope();
    await vscode.openFile('nuclei.png');
    const chat = await Chat.open(vscode);
    const [many, shows] = ['How many objects are there?', 'What does this figure show?'];
    await chat.ask(`@figscope ${many}`);
    const first = await chat.answer(many);
    expect(await first.innerText()).toContain('48 objects');
    expect(await first.innerText()).toContain('rule-based analyst (built in), 2 turns');
    await vscode.screenshot('chat-answer');

    await chat.followUp(shows);
    const second = await chat.answer(shows);
    expect(await second.innerText()).toContain('micrograph');
    await second.getByRole('button', { name: 'Open in Figscope' }).click();
    await vscode.panel.hasFigure('nuclei.png');
    expect(await vscode.panel.answered(1)).toContain('48');
    expect(await vscode.panel.answered(2)).toContain('micrograph');
  }));

it('answers about a figure that is attached, not about the one in the editor', () =>
  suite.run('chat-attached', async (vscode) => {
    await vscode.openFile('nuclei.png');
    const chat = await Chat.open(vscode);
    await chat.attach('bars.png');
    await chat.ask('@figscope Which bar is the highest?');
    const text = await (await chat.answer('Which bar')).innerText();
    expect(text).toContain('Pd');
    // The link to the file: it was read itself, not a copy of it that VS Code made for its models.
    expect(text).toContain('bars.png');
    await vscode.screenshot('chat-attached');
  }));

it('shows the run in the panel while it works, and stops it', () =>
  suite.run('chat-stop', async (vscode) => {
    await vscode.openFile('nuclei.png');
    const chat = await Chat.open(vscode);
    await vscode.chooseModel('Slow scripted model');
    const panel = await vscode.showFigscope();
    await chat.ask('@figscope ponder on this');
    await panel.hasFigure('nuclei.png');
    await panel.turn(2).waitFor();
    await vscode.screenshot('chat-working');
    await chat.stop();
    await panel.atRest();
    expect(await panel.frame.locator('.exchange').innerText()).toContain('topped');
    await vscode.chooseModel('Built-in analyst');
  }));

it('inspects a figure without a model', () =>
  suite.run('chat-inspect', async (vscode) => {
    await vscode.openFile('bars.png');
    const chat = await Chat.open(vscode);
    await chat.ask('@figscope /inspect');
    const text = await (await chat.answer('/inspect')).innerText();
    expect(text).toContain('bars.png');
    expect(text).toContain('Kind: bar chart');
    expect(text).toContain('Bars:');
    await vscode.screenshot('chat-inspect');
  }));

it('says how to attach a figure when there is none', () =>
  suite.run('chat-none', async (vscode) => {
    const chat = await Chat.open(vscode);
    await chat.ask('@figscope How many objects are there?');
    const answer = await chat.answer('How many objects');
    expect(await answer.innerText()).toContain('Which figure?');
    await answer.getByRole('button', { name: 'Choose a Figure…' }).click();
    await vscode.quickInput.waitFor();
  }));
