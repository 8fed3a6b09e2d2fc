import type { SourceFormState } from './source-form';

/** Secrets are left out: they are entered again. */
type KeptDraft = Omit<SourceFormState, 'secrets'>;

const placeOf = (key: string): string => `earshot.source-form.${key}`;

/** What was typed and not saved, as long as the tab is open; `null` when there is nothing. */
export function keptDraft(key: string): KeptDraft | null {
  try {
    const kept = sessionStorage.getItem(placeOf(key));
    return kept === null ? null : (JSON.parse(kept) as KeptDraft);
  } catch {
    return null;
  }
}

export function keepDraft(key: string, { secrets: _, ...draft }: SourceFormState): void {
  try {
    sessionStorage.setItem(placeOf(key), JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: then only leaving the page loses what was typed.
  }
}

export function forgetDraft(key: string): void {
  try {
    sessionStorage.removeItem(placeOf(key));
  } catch {
    // See above.
  }
}
