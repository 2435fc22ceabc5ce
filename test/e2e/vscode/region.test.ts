import { expect, it } from 'vitest';
import { useServer } from './harness/suite.ts';

const suite = useServer();

it('asks about a region that is drawn with the mouse', () =>
  suite.run('region', async (vscode) => {
    const panel = await vscode.showFigscope();
    await panel.openFromGallery('nuclei.png');
    await panel.button('Ask about a region').click();
    await panel.drag([0.1, 0.1], [0.6, 0.7]);
    const chip = panel.frame.locator('.region-chip');
    await chip.waitFor();
    // A source pixel or two is what a mouse can do on a small picture.
    const numbers = (await chip.innerText()).match(/\d+/g)?.map(Number) ?? [];
    expect(numbers).toHaveLength(4);
    const wanted = [72, 54, 432, 378];
    numbers.forEach((edge, at) => expect(Math.abs(edge - (wanted[at] ?? 0))).toBeLessThan(8));
    await panel.button('Done').click();
    await vscode.screenshot('region');
    await panel.ask('How many nuclei are there?');
    const answer = await panel.answered();
    const count = Number(/\d+/.exec(answer.slice(answer.indexOf('Answer')))?.[0]);
    expect(count).toBeGreaterThan(8);
    expect(count).toBeLessThan(48);
    await panel.frame.getByText(/About the region \[/).waitFor({ state: 'attached' });
    await vscode.screenshot('region-answer');
  }));
