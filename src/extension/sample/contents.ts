/** A figure of the sample, with its file. */
export interface SamplePicture {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface About {
  readonly title: string;
  readonly questions: readonly string[];
}

const ABOUT: Readonly<Record<string, About>> = {
  'nuclei.png': {
    title: 'Nuclei under a fluorescence microscope',
    questions: ['How many nuclei are there?', 'What is their median diameter?'],
  },
  'particles.png': {
    title: 'Particles in an electron micrograph',
    questions: ['How many particles are larger than 220 nm?', 'How long is the scale bar?'],
  },
  'bars.png': {
    title: 'Yield by catalyst',
    questions: ['Which bar is the highest?', 'What do the axes show?'],
  },
};

/** The sample's README: each figure with questions to try. */
export function sampleText(): string {
  const figures = Object.entries(ABOUT).flatMap(([name, { title, questions }]) => [
    `## ${title}`,
    `![${title}](${name})`,
    questions.map((question) => `- ${question}`).join('\n'),
  ]);
  return `${[
    '# A sample for Figscope',
    'Choose “Ask about this figure” above an image, right-click one in the explorer, or open `counts.ipynb` and ask about an output. All figures were drawn for this sample.',
    ...figures,
  ].join('\n\n')}\n`;
}

/** A Jupyter notebook (nbformat 4.5) whose outputs show figures, as if they had been drawn there. */
export function sampleNotebook(pictures: readonly SamplePicture[]): string {
  const cells = pictures.flatMap(({ name, bytes }, index) => [
    {
      id: `text-${index + 1}`,
      cell_type: 'markdown',
      metadata: {},
      source: `## ${ABOUT[name]?.title ?? name}`,
    },
    {
      id: `code-${index + 1}`,
      cell_type: 'code',
      execution_count: index + 1,
      metadata: {},
      source: `from IPython.display import Image\n\nImage("${name}")`,
      outputs: [
        {
          output_type: 'display_data',
          data: { 'image/png': base64(bytes), 'text/plain': '<Figure>' },
          metadata: {},
        },
      ],
    },
  ]);
  const notebook = {
    cells,
    metadata: {
      kernelspec: { display_name: 'Python 3', language: 'python', name: 'python3' },
      language_info: { name: 'python' },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, undefined, 1)}\n`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
