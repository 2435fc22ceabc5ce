import type { Frame } from '../figures/frame.ts';
import type { ObservationEvent, ObservedImage, RunEvent } from '../reasoning/events.ts';
import type { Terminal } from './terminal.ts';
import { wrap, WrapStream } from './wrap.ts';

/** `image_1 [10, 20, 200, 300] ×2.0` */
export function describeFrame(frame: Frame): string {
  return `${frame.figure} [${frame.box.map((edge) => Math.round(edge)).join(', ')}] ×${frame.scale.toFixed(frame.scale < 10 ? 2 : 0)}`;
}

/** Prints run events for a person, as they happen. Machine readers use `--json`. */
export class RunPrinter {
  #turn = 0;
  #inThought = false;
  #thought: WrapStream;

  constructor(
    private readonly out: Terminal,
    /** Where an image of the run was saved. */
    private readonly imagePath: (image: ObservedImage) => string,
  ) {
    this.#thought = new WrapStream(out.columns);
  }

  print(event: RunEvent): void {
    if (event.type !== 'thoughtDelta') this.#endThought();
    switch (event.type) {
      case 'started': {
        for (const figure of event.figures)
          this.#fact('Figure', `${figure.name} (${figure.id}, ${figure.width} × ${figure.height})`);
        if (event.region) this.#fact('Region', `[${event.region.join(', ')}]`);
        this.#fact('Question', event.question);
        this.#fact('Model', event.model.label);
        return;
      }
      case 'thoughtDelta':
        this.#startTurn(event.turn);
        if (!this.#inThought && event.text.trim() === '') return;
        this.#think(this.#thought.push(this.#inThought ? event.text : event.text.trimStart()));
        this.#inThought = true;
        return;
      case 'code':
        this.#startTurn(event.turn);
        for (const repair of event.repairs) this.#note(repair);
        this.#block('Python', event.code, 'cyan');
        return;
      case 'observation':
        this.#observation(event);
        return;
      case 'notice':
        this.#note(event.text, event.level === 'warning' ? 'yellow' : 'dim');
        return;
      case 'answer':
        this.out.line();
        this.out.line(this.out.style('bold', event.answered ? 'Answer' : 'Not answered'));
        this.#prose(event.text);
        if (event.uncertainty) this.#prose(`Uncertainty: ${event.uncertainty}`);
        for (const item of event.evidence) this.#prose(`Evidence: ${item.text}`);
        if (event.unbacked) this.#note(event.unbacked, 'yellow');
        return;
      case 'gainChecked':
        this.out.line();
        this.out.line(this.out.style('bold', 'What the images added'));
        this.#prose(event.text);
        return;
      case 'retry':
        this.#note(event.text, 'yellow');
        return;
      case 'failed':
        this.out.line();
        this.out.line(`${this.out.style('red', 'Stopped')}: ${event.message}`);
        return;
    }
  }

  #observation(event: ObservationEvent): void {
    if (event.stdout.trim() !== '') this.#block('Printed', event.stdout.trimEnd(), 'green');
    if (event.value !== undefined) this.#block('Value', event.value, 'green');
    if (event.stderr.trim() !== '') this.#block('Errors printed', event.stderr.trimEnd(), 'yellow');
    if (event.error) {
      const where = event.error.line === undefined ? '' : ` (line ${event.error.line})`;
      this.#block('Error', `${event.error.type}${where}: ${event.error.message}`, 'red');
    }
    for (const note of event.notes) this.#note(note);
    for (const image of event.images) this.#image(image);
  }

  #image(image: ObservedImage): void {
    const title = image.title ? ` “${image.title}”` : '';
    const frame = image.frame ? `, shows ${describeFrame(image.frame)}` : '';
    const name = `Image ${image.name}`;
    const about = `${name}${title} ${image.width} × ${image.height}${frame}`;
    const lines = indent(this.#fit(about, 2));
    this.out.line(lines.replace(name, this.out.style('magenta', name)));
    this.out.line(`    saved as ${this.imagePath(image)}`);
    if (!image.gain.new) this.#note(`shows nothing new: ${image.gain.reason}`, 'yellow');
  }

  #startTurn(turn: number): void {
    if (turn === this.#turn) return;
    this.#turn = turn;
    this.out.line();
    this.out.line(this.out.style('bold', `Turn ${turn}`));
  }

  #endThought(): void {
    if (this.#inThought) {
      this.#think(this.#thought.end());
      this.out.line();
      this.#thought = new WrapStream(this.out.columns);
    }
    this.#inThought = false;
  }

  #think(text: string): void {
    if (text !== '') this.out.write(this.out.style('italic', text));
  }

  #prose(text: string): void {
    const lines = indent(this.#fit(text, 2));
    // A pipe keeps the Markdown; a person sees the emphasis.
    const bold = (marked: string, inner: string) =>
      this.out.columns ? this.out.style('bold', inner) : marked;
    this.out.line(lines.replaceAll(/\*\*([^*]+)\*\*/gu, bold));
  }

  /** Wrapped to what an indent leaves of the terminal. */
  #fit(text: string, indented: number): string {
    return wrap(text, this.out.columns && this.out.columns - indented);
  }

  #fact(name: string, text: string): void {
    this.out.line(
      `${this.out.style('dim', name.padEnd(9))}${indent(this.#fit(text, 9), ' '.repeat(9)).trimStart()}`,
    );
  }

  #note(text: string, style: 'dim' | 'yellow' = 'dim'): void {
    this.out.line(this.out.style(style, indent(this.#fit(`note: ${text}`, 2))));
  }

  #block(name: string, text: string, style: 'cyan' | 'green' | 'yellow' | 'red'): void {
    this.out.line(`  ${this.out.style(style, name)}`);
    this.out.line(indent(this.#fit(text, 4), `  ${this.out.style('dim', '│')} `));
  }
}

function indent(text: string, by = '  '): string {
  return text.replaceAll(/^/gmu, by);
}
