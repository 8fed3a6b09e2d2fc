import { useState } from 'react';

/**
 * A text that is being typed, kept as long as the tab is open, also when its page is left; saved, it is set to ''.
 * @param place what the text is about
 * @param joined what has become a part of it meanwhile: what was typed there is taken over
 */
export function useKeptText(place: string, joined: readonly string[] = []): [string, (text: string) => void] {
  const [key, ...others] = [place, ...joined].map((about) => `earshot.typed.${about}`) as [string, ...string[]];
  const [text, setText] = useState(() =>
    [key, ...others]
      .map(read)
      .filter((typed) => typed !== '')
      .join('\n'),
  );
  return [
    text,
    (typed) => {
      setText(typed);
      keep(key, typed);
      for (const other of others) keep(other, '');
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
