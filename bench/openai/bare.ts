/** The bare client: `fetch`, the lines of the stream, `JSON.parse`. Handles no error and knows no other shape than the benchmark's. */
export class BareClient {
  readonly #messages: object[] = [];
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** One turn: adds a message with an image, gives the reply and adds it, too. */
  async turn(png: Uint8Array, text: string): Promise<string> {
    const url = `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
    this.#messages.push({
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url } },
        { type: 'text', text },
      ],
    });
    const response = await fetch(`${this.#url}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'bench', stream: true, messages: this.#messages }),
    });
    let reply = '';
    let rest = '';
    const decoder = new TextDecoder();
    for await (const bytes of response.body ?? []) {
      const lines = (rest + decoder.decode(bytes as Uint8Array, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines)
        if (line.startsWith('data: ') && line !== 'data: [DONE]') {
          const chunk = JSON.parse(line.slice(6)) as {
            choices: [{ delta: { content?: string } }];
          };
          reply += chunk.choices[0].delta.content ?? '';
        }
    }
    this.#messages.push({ role: 'assistant', content: reply });
    return reply;
  }
}
