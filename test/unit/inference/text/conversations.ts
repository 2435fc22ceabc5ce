import type { ChatMessage, ChatPart } from '../../../../src/inference/protocol.ts';

export function picture(byte: number): ChatPart {
  return { type: 'image', mime: 'image/png', bytes: Uint8Array.of(byte) };
}

export const IMAGE = picture(0);

export function message(role: ChatMessage['role'], ...parts: (string | ChatPart)[]): ChatMessage {
  return {
    role,
    parts: parts.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part)),
  };
}

export const user = (...parts: (string | ChatPart)[]): ChatMessage => message('user', ...parts);

/** The form of Qwen's instruct models. */
export const PLAIN = `{% for message in messages %}<|im_start|>{{ message.role }}
{% if message.content is string %}{{ message.content }}{% else %}{% for item in message.content %}{% if item.type == 'image' %}<|vision_start|><|image_pad|><|vision_end|>{% else %}{{ item.text }}{% endif %}{% endfor %}{% endif %}{% for call in message.tool_calls or [] %}<tool_call>{{ call.function | tojson }}</tool_call>{% endfor %}<|im_end|>
{% endfor %}<|im_start|>assistant{{ '\\n' }}`;
