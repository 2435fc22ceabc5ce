import type { ProfileSpec } from '../profiles/profile.ts';
import type { PromptContext } from './context.ts';
import { isSection, promptSection } from './sections.ts';

const PLACEHOLDER = /\{\{(\w+)\}\}/gu;

/**
 * Turns a prompt with `{{placeholders}}` into a function of the context.
 * @throws Error at once when a placeholder does not exist.
 */
export function fillTemplate(
  template: string,
  spec: ProfileSpec,
): (context: PromptContext) => string {
  for (const [, name = ''] of template.matchAll(PLACEHOLDER))
    if (!isSection(name))
      throw new Error(`Profile "${spec.id}": the system prompt has an unknown part {{${name}}}.`);
  return (context) =>
    template.replace(PLACEHOLDER, (whole, name: string) =>
      isSection(name) ? promptSection(name, context, spec) : whole,
    );
}
