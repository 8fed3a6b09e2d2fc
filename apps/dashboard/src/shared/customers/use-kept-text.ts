import { useState } from 'react';

/** A text that is being typed, kept as long as the tab is open, also when its page is left; saved, it is set to ''. */
export function useKeptText(place: string): [string, (text: string) => void] {
  const key = `earshot.typed.${place}`;
  const [text, setText] = useState(() => read(key));
  return [
    text,
    (typed) => {
      setText(typed);
      keep(key, typed);
    },
  ];
}

function read(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}

function keep(key: string, text: string): void {
  try {
    if (text === '') sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // A browser that keeps nothing: then only leaving the page loses what was typed.
  }
}
