import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';
import { ToolCall } from './harness/toolCalls.ts';

const suite = useServer({ settings: { 'chat.disableAIFeatures': false } });

it('inspects a figure of the workspace without asking', () =>
  suite.run('tool-inspect', async (vscode, folder) => {
    const call = await ToolCall.begin(vscode, folder, 'figscope_inspect', { figure: 'bars.png' });
    const { known, error, parts = [] } = await call.answer();
    expect(error).toBeUndefined();
    expect(known).toBe(true);
    const [text, line, image] = parts;
    expect(JSON.parse(text?.text ?? '')).toMatchObject({
      kind: 'bar chart',
      figure: { name: 'bars.png' },
    });
    expect(line?.text).toMatch(/^Image image_1: \d+×\d+ px, shows image_1 region/u);
    expect(image?.mime).toBe('image/png');
  }));

it('runs Python once the user has seen it', () =>
  suite.run('tool-python', async (vscode, folder) => {
    const code = 'print(image_1.shape)\nfigkit.show(figkit.crop(image_1, [0, 0, 50, 40]))';
    const input = { figures: ['nuclei.png'], code };
    const call = await ToolCall.begin(vscode, folder, 'figscope_run_python', input);
    expect(await call.question()).toContain('print(image_1.shape)');
    await vscode.screenshot('tool-confirmation');
    await call.confirm('Yes');
    const { error, parts = [] } = await call.answer();
    expect(error).toBeUndefined();
    expect(JSON.parse(parts[0]?.text ?? '')).toMatchObject({ images: 1 });
  }));
