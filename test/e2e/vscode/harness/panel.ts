import type { FrameLocator, Locator, Page } from 'playwright-core';

/** Figscope's page in the side bar or in a tab, by what a person sees in it. */
export class Panel {
  readonly frame: FrameLocator;

  constructor(
    readonly page: Page,
    private readonly selector: string,
  ) {
    this.frame = page.frameLocator(selector).frameLocator('#active-frame');
  }

  /** The page is filled. */
  async ready(): Promise<void> {
    await this.frame.locator('.page').waitFor();
  }

  get outer(): Locator {
    return this.page.locator(this.selector);
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name });
  }

  get question(): Locator {
    return this.frame.getByRole('textbox', { name: /question/i });
  }

  /** Is the keyboard in the question box? */
  questionHasFocus(): Promise<boolean> {
    return this.question.evaluate((field) => {
      const root = field.getRootNode();
      return root instanceof ShadowRoot && root.activeElement === field && document.hasFocus();
    });
  }

  /** Is the keyboard on this element? */
  hasFocus(element: Locator): Promise<boolean> {
    return element.evaluate((one) => document.activeElement === one);
  }

  /** Does the transcript show this element, at least its upper part? */
  inSight(element: Locator): Promise<boolean> {
    return element.evaluate((one) => {
      const place = one.getBoundingClientRect();
      const seen = one.closest('.transcript')?.getBoundingClientRect();
      return seen !== undefined && place.top >= seen.top - 1 && place.top < seen.bottom - 20;
    });
  }

  /** Drags on the figure, from and to given as shares of its width and height. */
  async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const box = await this.picture.boundingBox();
    if (!box) throw new Error('There is no figure.');
    const at = ([x, y]: readonly [number, number]): [number, number] => [
      box.x + x * box.width,
      box.y + y * box.height,
    ];
    await this.page.mouse.move(...at(from));
    await this.page.mouse.down();
    await this.page.mouse.move(...at(to), { steps: 10 });
    await this.page.mouse.up();
  }

  get picture(): Locator {
    return this.frame.locator('.stage img').first();
  }

  turn(number: number): Locator {
    return this.frame.locator(`#turn-${number}`);
  }

  get answers(): Locator {
    return this.frame.locator('.answer');
  }

  get activity(): Locator {
    return this.frame.locator('.activity');
  }

  get images(): Locator {
    return this.frame.locator('.image-card .image img');
  }

  get stop(): Locator {
    return this.button('Stop');
  }

  /** Waits until a figure of this name is on the table, and its picture is there. */
  async hasFigure(name: string): Promise<void> {
    await this.frame.getByRole('heading', { level: 1, name }).waitFor();
    await this.picture.waitFor();
  }

  /** Opens a figure of the empty panel's gallery. */
  async openFromGallery(name: string): Promise<void> {
    await this.frame.locator('.gallery').getByRole('button', { name }).first().click();
    await this.hasFigure(name);
  }

  /** Chooses a model in the row below the question. */
  async chooseModel(label: string): Promise<void> {
    const picker = this.frame.getByRole('combobox', { name: 'Model' });
    await picker.click();
    await this.frame.getByRole('option', { name: label }).click();
    // The status bar follows the settings, where the choice is kept.
    await this.page.locator('.statusbar').getByText(label).waitFor();
  }

  async ask(question: string): Promise<void> {
    await this.question.fill(question);
    await this.question.press('Enter');
  }

  /** Waits for the answer to the nth question, and until the run is at rest. */
  async answered(nth = 1): Promise<string> {
    const answer = this.frame
      .locator('.exchange')
      .nth(nth - 1)
      .locator('.answer');
    await answer.waitFor({ timeout: 120_000 });
    await this.atRest();
    return answer.innerText();
  }

  /** No run is under way. */
  async atRest(): Promise<void> {
    await this.activity.waitFor({ state: 'detached', timeout: 120_000 });
  }
}
