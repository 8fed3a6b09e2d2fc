import { useState } from 'react';
import type { TemplateDocument } from './templates-query';

export interface TemplateDraft {
  /** What was typed; `null`: nothing, and what is in force is shown. */
  readonly typed: TemplateDocument | null;
  change(document: TemplateDocument): void;
  discard(): void;
}

const placeOf = (language: string): string => `earshot.templates.${language}`;

/** The templates of a language as they are being edited; they survive leaving the page, as long as the tab is open. */
export function useTemplateDraft(language: string): TemplateDraft {
  const [typed, setTyped] = useState(() => kept(language));
  return {
    typed,
    change: (document) => {
      setTyped(document);
      keep(language, document);
    },
    discard: () => {
      setTyped(null);
      keep(language, null);
    },
  };
}

function kept(language: string): TemplateDocument | null {
  try {
    const text = sessionStorage.getItem(placeOf(language));
    return text === null ? null : (JSON.parse(text) as TemplateDocument);
  } catch {
    return null;
  }
}

function keep(language: string, document: TemplateDocument | null): void {
  try {
    if (document === null) sessionStorage.removeItem(placeOf(language));
    else sessionStorage.setItem(placeOf(language), JSON.stringify(document));
  } catch {
    // A browser that keeps nothing: then only leaving the page loses what was typed.
  }
}
