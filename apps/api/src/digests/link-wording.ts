import type { DigestAction } from '@earshot/domain';

/** Everything that the page of a digest's link says in one language. Times come spelled out on the reader's clock. */
export interface LinkWording {
  /** For the page's `lang` and for dates: `en-GB`. */
  readonly locale: string;
  readonly over: Titled;
  readonly stop: Titled & { readonly button: string };
  readonly stopped: Titled;
  /** What the button says, and what is said when it was pressed. */
  readonly action: Readonly<Record<DigestAction, { readonly button: string; readonly done: string }>>;
  /** @param what the words of the button */
  readonly used: (what: string, time: string) => string;
  readonly changed: string;
  readonly notPossible: string;
  readonly noOwner: string;
  readonly owner: (name: string) => string;
  readonly nothingDue: string;
  readonly due: (time: string) => string;
  readonly wasDue: (time: string) => string;
  readonly openCase: string;
  readonly openEarshot: string;
}

interface Titled {
  readonly title: string;
  readonly text: string;
}
