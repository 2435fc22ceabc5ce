import { describe, expect, it } from 'vitest';
import { imagesIn } from '../../../../src/extension/documents/images.ts';

const images = (text: string) => imagesIn(text, 'latex');
const FIGURE = String.raw`\begin{figure}[t]
  \centering
  \includegraphics[width=0.5\textwidth, trim={0 0 1 0}]{plots/counts.png}
  \caption[Short]{Counts of \textbf{nuclei} per field (50\,\% and more),~$n = 3$.\label{fig:a}}
\end{figure}
`;

describe('images of LaTeX', () => {
  it('are told with their place, and the lines and caption of their figure', () => {
    expect(images(`Text.\n${FIGURE}`)).toEqual([
      {
        line: 3,
        start: 2,
        end: 73,
        from: 1,
        to: 5,
        path: 'plots/counts.png',
        candidates: ['plots/counts.png'],
        caption: 'Counts of nuclei per field (50 % and more), $n = 3$.',
      },
    ]);
  });

  it('are looked for with the usual endings when none is written', () => {
    const [image] = images(String.raw`\includegraphics{plots/v1.2}`);
    expect(image?.candidates.slice(0, 3)).toEqual([
      'plots/v1.2.png',
      'plots/v1.2.jpg',
      'plots/v1.2.jpeg',
    ]);
    expect(image?.candidates).toContain('plots/v1.2.tif');
    expect(image).not.toHaveProperty('caption');
  });

  it('are looked for in the folders of \\graphicspath', () => {
    const text = String.raw`\graphicspath{{plots/}{img}}` + '\n\\includegraphics{a.png}';
    expect(images(text)[0]?.candidates).toEqual(['a.png', 'plots/a.png', 'img/a.png']);
    expect(images(text.replace('{a.png}', '{/a.png}'))[0]?.candidates).toEqual(['/a.png']);
  });

  it('have the caption of the innermost figure that has one', () => {
    const text = String.raw`\begin{figure}
\begin{subfigure}{0.4\textwidth}\includegraphics{a.png}\caption{Left}\end{subfigure}
\begin{subfigure}{0.4\textwidth}\includegraphics{b.png}\end{subfigure}
\caption{Both {\em together}}
\end{figure}`;
    expect(images(text).map(({ caption, from, to }) => [caption, from, to])).toEqual([
      ['Left', 1, 1],
      ['Both {together}', 0, 4],
    ]);
  });

  it('have the caption before them when none follows in the figure', () => {
    const text = String.raw`\begin{figure*}\caption{Above}\includegraphics{a.png}\end{figure*}
\begin{figure}\caption{Another}\end{figure}`;
    expect(images(text)[0]?.caption).toBe('Above');
  });

  it.each([
    [String.raw`\includegraphics*{a.png}`, 'a.png'],
    [String.raw`\includegraphics<2->[width=1cm]{a.png}`, 'a.png'],
    [String.raw`\includegraphics [width=1cm] {"my figure.png"}`, 'my figure.png'],
    [String.raw`5\% \includegraphics{a.png}`, 'a.png'],
  ])('are found in %j', (text, path) =>
    expect(images(text).map((one) => one.path)).toEqual([path]),
  );

  it.each([
    String.raw`% \includegraphics{a.png}`,
    String.raw`\\% \includegraphics{a.png}`,
    String.raw`\includegraphics{a.pdf}`,
    String.raw`\includegraphics{a.eps}`,
    String.raw`\includegraphics{https://example.org/a.png}`,
    String.raw`\includegraphics{//host/a}`,
    '\\begin{verbatim}\n\\includegraphics{a.png}\n\\end{verbatim}',
    '\\begin{lstlisting}\n\\includegraphics{a.png}',
  ])('are not found in %j', (text) => expect(images(text)).toEqual([]));

  it('go on after text that is typeset as it stands', () => {
    const text =
      '\\begin{verbatim}\n\\includegraphics{a.png}\n\\end{verbatim}\\includegraphics{b.png}';
    expect(images(text).map((one) => one.path)).toEqual(['b.png']);
  });

  it.each([
    '\\caption{',
    '\\begin{figure}',
    '\\begin{verbatim}',
    '\\includegraphics[',
    '{',
    '\\\\',
    '%',
  ])('take no long time when hostile text repeats %j', (piece) => {
    const started = performance.now();
    images(piece.repeat(100_000 / piece.length));
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
