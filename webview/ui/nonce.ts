/** The nonce of this page, for style elements that scripts add. */
export const nonce = document.getElementById('root')?.dataset['nonce'] ?? '';

// The toolkit's base library looks for the nonce here, as it is first loaded: without one it cannot try out whether the browser
// knows :focus-visible, takes it for an old one, and shows focus rings on every click.
const meta = document.createElement('meta');
meta.setAttribute('property', 'csp-nonce');
meta.content = nonce;
document.head.append(meta);
