/**
 * The content security policy of the panel's page.
 * @param files where the page's own style sheet comes from
 * @param nonce of the page's script, new for every page
 */
export function pagePolicy(files: string, nonce: string): string {
  return [
    // What is not named below may not be loaded, sent or framed.
    "default-src 'none'",
    // Figures and images of runs arrive as bytes and become blob URLs: no address outside is ever asked for a picture.
    'img-src blob:',
    // Our style sheet, and the rules that the code editor and the toolkit make (they carry the nonce).
    `style-src ${files} 'nonce-${nonce}'`,
    // Our one script. No eval, no inline handlers, no other file.
    `script-src 'nonce-${nonce}'`,
    // The page has no reason to send anything anywhere; models are asked by the extension.
    "connect-src 'none'",
    // No fonts: icons are drawings, formulas are MathML.
    "font-src 'none'",
    // A link must not turn into another base, nor a form into a request.
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
