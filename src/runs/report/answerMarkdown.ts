import MarkdownIt from 'markdown-it';
import { SafeHtml } from './safeHtml.ts';

/** HTML stays text, images are not fetched from anywhere, and only plain web and mail links become links. */
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable([
  'image',
]);
markdown.validateLink = (url) => /^(?:https?:\/\/|mailto:|#)/i.test(url.trim());
markdown.renderer.rules['link_open'] = (tokens, index, options, _env, self) => {
  tokens[index]?.attrSet('rel', 'noopener noreferrer');
  return self.renderToken(tokens, index, options);
};

/** An answer's Markdown as HTML. */
export function answerHtml(text: string): SafeHtml {
  return new SafeHtml(markdown.render(text));
}
