/**
 * What one language says of the connectors. The English of names, summaries and help stands in the connectors
 * themselves, as the API tells it, and is shown for whatever a catalogue leaves out.
 */
export interface ConnectorCatalogue {
  readonly kinds: Readonly<Record<string, KindTexts>>;
  /** What options and secrets are called, by their names, in every kind. */
  readonly labels: Texts;
  /** Of options that mean the same in several kinds, by their names. */
  readonly help: Texts;
  /** What can be chosen, by its value; the same value means the same in every option. */
  readonly choices: Texts;
}

interface KindTexts {
  /** Left out where the name is that of a service. */
  readonly title?: string;
  readonly summary: string;
  /** By the path of the option, `smtp.host`; before what is said of its name in every kind. */
  readonly labels?: Texts;
  readonly help?: Texts;
}

type Texts = Readonly<Record<string, string>>;

/** What an option or secret of a kind is called. @param path below the options, `smtp.host` */
export function labelIn({ kinds, labels }: ConnectorCatalogue, kind: string, path: string): string | undefined {
  return kinds[kind]?.labels?.[path] ?? labels[nameAt(path)];
}

/** What to know before an option is filled in. @param path as above */
export function helpIn({ kinds, help }: ConnectorCatalogue, kind: string, path: string): string | undefined {
  return kinds[kind]?.help?.[path] ?? help[nameAt(path)];
}

export const nameAt = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
