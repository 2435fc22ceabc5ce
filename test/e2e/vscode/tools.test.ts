import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';
import { ToolCall, type ToolAnswer } from './harness/toolCalls.ts';

const suite = useServer({ settings: { 'chat.disableAIFeatures': false } });

const PNG = /^iVBORw0KGgo/u;
const firstText = ({ parts = [] }: ToolAnswer) =>
  JSON.parse(parts[0]?.text ?? 'null') as Record<string, unknown>;

it('inspects a figure of the workspace without asking', () =>
  suite.run('tool-inspect', async (vscode, folder) => {
    const call = await ToolCall.begin(vscode, folder, 'figscope_inspect', { figure: 'bars.png' });
    const answer = await call.answer();
    expect(answer).toMatchObject({ known: true });
    expect(answer.error).toBeUndefined();
    const [, line, image] = answer.parts ?? [];
    expect(firstText(answer)).toMatchObject({ kind: 'bar chart', figure: { name: 'bars.png' } });
    expect(line?.text).toMatch(/^Image image_1: \d+×\d+ px, shows image_1 region/u);
    expect(image?.mime).toBe('image/png');
    expect(image?.base64).toMatch(PNG);
    expect(await vscode.dialog.count()).toBe(0);
  }));

it('tells the user of a figure outside of the workspace, and tells the agent what is wrong', () =>
  suite.run('tool-outside', async (vscode, folder) => {
    const outside = join(suite.server.folder, 'outside.png');
    await cp(join(folder, 'nuclei.png'), outside);
    const call = await ToolCall.begin(vscode, folder, 'figscope_inspect', { figure: outside });
    expect(await call.question()).toContain(outside);
    await call.confirm('Cancel');
    expect((await call.answer()).error).toMatch(/cancel/iu);

    const missing = await ToolCall.begin(vscode, folder, 'figscope_inspect', { figure: 'no.png' });
    expect((await missing.answer()).error).toContain('There is no no.png in the workspace');
    const wrong = { figure: 'nuclei.png', zoom: 2 };
    const unknown = await ToolCall.begin(vscode, folder, 'figscope_inspect', wrong);
    expect((await unknown.answer()).error).toContain('there is no field "zoom"');
  }));

it('runs Python once the user has seen it', () =>
  suite.run('tool-python', async (vscode, folder) => {
    const code = 'print(image_1.shape)\nfigkit.show(figkit.crop(image_1, [0, 0, 50, 40]))';
    const input = { figures: ['nuclei.png', 'bars.png'], code };
    const refused = await ToolCall.begin(vscode, folder, 'figscope_run_python', input);
    expect(await refused.question()).toContain('print(image_1.shape)');
    await vscode.screenshot('tool-confirmation');
    await refused.confirm('Cancel');
    const { error, parts } = await refused.answer();
    expect(error).toMatch(/cancel/iu);
    expect(parts).toBeUndefined();

    const call = await ToolCall.begin(vscode, folder, 'figscope_run_python', input);
    await call.question();
    await call.confirm('Yes');
    const answer = await call.answer();
    expect(firstText(answer)).toMatchObject({
      stdout: '(540, 720, 3)\n',
      images: 1,
      figures: [{ name: 'nuclei.png' }, { name: 'bars.png' }],
    });
    expect(answer.parts?.[1]?.text).toContain('shows image_1 region [0, 0, 50, 40]');
    expect(answer.parts?.[2]?.base64).toMatch(PNG);
  }));

it('stops Python when the agent gives up', () =>
  suite.run('tool-cancel', async (vscode, folder) => {
    const input = { figures: ['nuclei.png'], code: 'while True:\n    pass' };
    const call = await ToolCall.begin(vscode, folder, 'figscope_run_python', input);
    await call.question();
    await call.confirm('Yes');
    await expect.poll(() => suite.server.sandboxes().length).toBeGreaterThan(0);
    await call.cancel();
    expect((await call.answer()).error).toMatch(/cancel/iu);
  }));

it('asks the chosen model; the run is in the history', () =>
  suite.run('tool-ask', async (vscode, folder) => {
    const input = { figures: ['nuclei.png'], question: 'How many objects are there?' };
    const call = await ToolCall.begin(vscode, folder, 'figscope_ask', input);
    const question = await call.question();
    expect(question).toContain('Built-in analyst');
    expect(question).toContain('How many objects are there?');
    await vscode.screenshot('tool-ask');
    await call.confirm('Yes');
    const answer = await call.answer();
    expect(firstText(answer)).toMatchObject({ answered: true, value: 48, unit: 'objects' });
    const { run } = firstText(answer);
    expect(answer.parts?.[1]?.text).toContain(`(command:figscope.openRun?`);
    expect(answer.parts?.[1]?.text).toContain(String(run));

    await vscode.showFigscope();
    await vscode.expandView('History');
    const line = vscode.view('History').getByRole('treeitem', { name: /How many objects/u });
    await line.click();
    await vscode.panel.hasFigure('nuclei.png');
    expect(await vscode.panel.answered()).toContain('48');
  }));
