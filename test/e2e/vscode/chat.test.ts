import { expect, it } from 'vitest';
import { Chat } from './harness/chat.ts';
import { useServer } from './harness/suite.ts';

const suite = useServer({ settings: { 'chat.disableAIFeatures': false } });

it('answers about the figure in the editor, and goes on with its run', () =>
  suite.run('chat-answer', async (vscode) => {
    const panel = await vscode.showFigscope();
    await vscode.openFile('nuclei.png');
    const chat = await Chat.open(vscode);
    await chat.ask('@figscope How many objects are there?');
    const first = await chat.answer();
    await vscode.page.waitForTimeout(4000);
    await vscode.screenshot('chat-answer');
    console.log(await first.innerText());
    console.log(await first.innerHTML());
    expect(await first.innerText()).toMatch(/48/u);
    void panel;
  }));

it('says how to attach a figure when there is none', () =>
  suite.run('chat-none', async (vscode) => {
    const chat = await Chat.open(vscode);
    await chat.ask('@figscope How many objects are there?');
    const answer = await chat.answer();
    expect(await answer.innerText()).toContain('Which figure?');
    await answer.getByRole('button', { name: 'Choose a Figure…' }).click();
    await vscode.quickInput.waitFor();
  }));
