import { Instant } from './instant';
import { instantsInText } from './instants-in-text';

/** What the service says in words, with the instants in it in the reader's own time. */
export function ToldText({ text }: { readonly text: string }) {
  return (
    <>
      {instantsInText(text).map((part, index) =>
        'instant' in part ? <Instant key={index} at={part.instant} /> : <span key={index}>{part.text}</span>,
      )}
    </>
  );
}
