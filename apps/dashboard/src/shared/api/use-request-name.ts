import { useRef } from 'react';

/**
 * Names what is sent (`Idempotency-Key`), so that it is done once: pressed again after an answer that was lost on the way,
 * the same content carries the same name, and the server knows that it has it already.
 */
export function useRequestName() {
  const named = useRef<{ readonly content: string; readonly name: string } | null>(null);
  return {
    nameOf: (content: string): string => {
      if (named.current?.content !== content) named.current = { content, name: randomName() };
      return named.current.name;
    },
    /** It has arrived: the same content said anew is meant anew. */
    forget: (): void => {
      named.current = null;
    },
  };
}

/** `crypto.randomUUID` exists only under https; houses run this on plain http inside their walls. */
function randomName(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
