import { Command, CommanderError, Option } from 'commander';
import { askCommand } from './ask.ts';
import { tolerateBrokenPipes } from './brokenPipe.ts';
import { doctorCommand } from './doctor.ts';
import { EXIT } from './exit.ts';
import { reportFailure } from './failures.ts';
import { inspectCommand } from './inspect.ts';
import { addModelsCommands } from './modelsCommands.ts';
import { parseCount, parseDevice, parseDtype, parseMode, parseRegion } from './options.ts';
import { runScriptCommand } from './runScript.ts';
import { terminalOn } from './terminal.ts';
import { VERSION } from './version.ts';

const err = terminalOn(process.stderr);

/** Ctrl-C stops what runs, keeps the record and ends; a second Ctrl-C ends at once. */
function interruptible(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => {
    controller.abort();
    process.once('SIGINT', () => process.exit(EXIT.interrupted));
  });
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
}

const jsonOption = new Option('--json', 'print one JSON object instead');
const reducedOption = new Option(
  '--allow-reduced-sandbox',
  'run although isolation layers are missing; they are named, and the choice is remembered on this machine',
);

function program(signal: AbortSignal): Command {
  const figscope = new Command('figscope')
    .description('Ask a scientific figure a question and see every step of the answer.')
    .version(VERSION)
    .exitOverride()
    // Options behind a command are that command's: `models` and `models test` both have --json.
    .enablePositionalOptions()
    .configureHelp({ sortSubcommands: false })
    .showHelpAfterError('(figscope <command> --help shows options and examples)');

  figscope
    .command('ask')
    .description('answer a question about one or more figures, step by step')
    .argument('<figure...>', 'image files, then the question as the last argument')
    .option(
      '--model <name>',
      'what answers: analyst (built in), a configured model, openai:URL#MODEL[@PROFILE], local:NAME or local:FOLDER',
      'analyst',
    )
    .option('--profile <id>', 'how the model writes its turns (figscope models profiles)')
    .option(
      '--device <name>',
      'where a local model runs: auto (the fastest by measurement), cpu, webgpu, cuda, dml, coreml',
      parseDevice('--device'),
    )
    .option(
      '--dtype <name>',
      'which weights of a local model: auto, q4, q4f16, q8, fp16, fp32…',
      parseDtype('--dtype'),
    )
    .option(
      '--check-gain',
      'after the answer, ask once more without the intermediate images and say whether they changed it',
    )
    .option(
      '--mode <mode>',
      'auto, reasoning (no image work) or images (must look)',
      parseMode,
      'auto',
    )
    .option(
      '--region <x1,y1,x2,y2>',
      'ask about this region of the first figure, in pixels',
      parseRegion,
    )
    .option('--page <n>', 'page of a multi-page file, from 1', parseCount('--page'))
    .addOption(jsonOption)
    .option('--report <file>', 'also write a report: .html, .md or .ipynb')
    .option('--max-turns <n>', 'turns before giving up', parseCount('--max-turns'))
    .option('--then <question...>', 'follow-up questions in the same run')
    .option('--runs <folder>', 'where the run is kept (default .figscope/runs here)')
    .addOption(reducedOption)
    .addHelpText(
      'after',
      `
Examples:
  figscope ask nuclei.png "How many nuclei are there?"
  figscope ask nuclei.png "What is their median diameter?" --report report.html
  figscope ask chart.png "Which bar is the highest?" --json
  figscope ask blot.tif "How many spots are larger than 40 px?" --region 100,80,600,400 --page 2
  figscope ask before.png after.png "Compare the number of cells"
  figscope ask nuclei.png "How many nuclei are there?" --then "And their median size?"
  figscope ask nuclei.png "Which cells divide?" --model lab --check-gain
  figscope ask chart.png "What is the slope?" --model openai:http://127.0.0.1:8000/v1#s1-vl-32b
  figscope ask chart.png "What is the slope?" --model local:qwen3.5-2b --device cpu

Exit code: 0 answered, 1 could not answer, 2 wrong use or unreadable figure.`,
    )
    .action((args: string[], options) => finish(askCommand(args, options, signal)));

  figscope
    .command('inspect')
    .description('what a figure is: kind, text, axes, objects, scale bar, pixel size')
    .argument('<figure>', 'image file')
    .option('--page <n>', 'page of a multi-page file, from 1', parseCount('--page'))
    .addOption(jsonOption)
    .addOption(reducedOption)
    .addHelpText(
      'after',
      '\nExamples:\n  figscope inspect chart.png\n  figscope inspect stack.tif --page 3 --json',
    )
    .action((figure: string, options) => finish(inspectCommand(figure, options, signal)));

  figscope
    .command('run')
    .description('run a Python script in the sandbox and save the images it shows')
    .argument('<script.py>', 'Python; image_1, figkit, np and cv2 are there')
    .requiredOption('--figure <file...>', 'image_1, image_2… of the script')
    .option('--out <folder>', 'where images are saved', 'figscope-images')
    .option('--page <n>', 'page of a multi-page file, from 1', parseCount('--page'))
    .option('--timeout <seconds>', 'time limit of the script', parseCount('--timeout'), 120)
    .addOption(jsonOption)
    .addOption(reducedOption)
    .addHelpText(
      'after',
      '\nExamples:\n  figscope run measure.py --figure cells.png\n  figscope run compare.py --figure a.png b.png --out images',
    )
    .action((script: string, options) => finish(runScriptCommand(script, options, signal)));

  addModelsCommands(figscope, finish, signal);

  figscope
    .command('doctor')
    .description('check this machine: Node, sandbox layers, packages, models')
    .addOption(jsonOption)
    .option('--forget-reduced-sandbox', 'take back --allow-reduced-sandbox')
    .addHelpText(
      'after',
      `
Examples:
  figscope doctor
  FIGSCOPE_DOWNLOAD=1 figscope doctor

Environment:
  FIGSCOPE_NODE         the Node that runs the sandbox
  FIGSCOPE_PACKAGES     a folder with wheels of Pyodide's distribution (matplotlib, scipy…)
  FIGSCOPE_DOWNLOAD=1   missing packages may be downloaded from that distribution, checked by sha256
  FIGSCOPE_PYODIDE_URL  a mirror of it`,
    )
    .action((options) => finish(doctorCommand(options, signal)));

  return figscope;
}

async function finish(command: Promise<number>): Promise<void> {
  process.exitCode = await command;
}

tolerateBrokenPipes();
try {
  await program(interruptible()).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed its message or the help already.
    process.exitCode = error.exitCode === 0 ? EXIT.answered : EXIT.wrongUse;
  } else {
    process.exitCode = reportFailure(error, err);
  }
}
