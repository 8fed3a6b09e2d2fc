import { useState } from 'react';
import { useSession } from '../session/session';

export interface KeptDraft<Draft extends object> {
  /** What was typed, or the initial values as long as nothing was. */
  readonly draft: Draft;
  /** Whether something was typed. */
  readonly isTyped: boolean;
  change(changed: Partial<Draft>): void;
  /** It was sent or is given up: the initial values stand there again. */
  forget(): void;
}

/**
 * What is being typed into a form; it survives closing and leaving the form, reading the page anew and signing in again,
 * as long as the tab is open. Nobody else who signs in there sees it. Not for secrets.
 * @param place what the form is about, the same for the same thing only: `promise.12`
 * @param initial the values of the untouched form; those missing in a draft of an earlier release are taken from it
 */
export function useKeptDraft<Draft extends object>(place: string, initial: Draft): KeptDraft<Draft> {
  const { user } = useSession();
  const key = `earshot.typed.${user.id}.${place}`;
  const [typed, setTyped] = useState(() => read<Draft>(key));
  const draft = { ...initial, ...typed };
  return {
    draft,
    isTyped: typed !== null,
    change: (changed) => {
      const next = { ...draft, ...changed };
      setTyped(next);
      keep(key, next);
    },
    forget: () => {
      setTyped(null);
      keep(key, null);
    },
  };
}

function read<Draft extends object>(key: string): Partial<Draft> | null {
  try {
    const kept = sessionStorage.getItem(key);
    return kept === null ? null : (JSON.parse(kept) as Partial<Draft>);
  } catch {
    return null;
  }
}

function keep(key: string, draft: object | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // A browser that keeps nothing: then only leaving the page loses what was typed.
  }
}
