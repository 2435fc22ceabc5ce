import katex from '@vscode/markdown-it-katex';
import DOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

/** HTML stays text, images are not fetched from anywhere, and only plain web and mail links become links. */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable([
  'image',
]);
markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:)/i.test(url.trim());

// MathML needs no fonts and no inline styles. `trust: false` refuses \href, \includegraphics and the like.
const math = {
  output: 'mathml',
  throwOnError: false,
  trust: false,
  strict: 'ignore',
  maxExpand: 200,
  maxSize: 20,
};
// A CommonJS module with a default export of its own: bundlers that follow Node hand out the module.
const plugin = (katex as typeof katex & { default?: typeof katex }).default ?? katex;
markdown.use(plugin, math);

/** An answer's Markdown as elements; whatever is no plain text, math or web link is gone. */
export function renderMarkdown(text: string): DocumentFragment {
  return DOMPurify.sanitize(markdown.render(text), {
    USE_PROFILES: { html: true, mathMl: true },
    // The TeX source that KaTeX adds for copying would be read out twice.
    ADD_FORBID_CONTENTS: ['annotation'],
    FORBID_TAGS: [
      'style',
      'form',
      'input',
      'button',
      'textarea',
      'select',
      'img',
      'audio',
      'video',
    ],
    FORBID_ATTR: ['style', 'id', 'name', 'class'],
    ALLOWED_URI_REGEXP: /^(?:https?:\/\/|mailto:)/i,
    ALLOW_DATA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
}
