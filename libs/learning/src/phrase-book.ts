import type { Assessment, EscalationKind, Fault, Topic } from '@earshot/domain';

export interface PackFile {
  readonly name: string;
  /** Laid there by the house; it outlives an update of Earshot. */
  readonly isOwn: boolean;
  readonly phrases: number;
}

/** The packs of one language, taken together. */
export interface PackSummary {
  readonly language: string;
  readonly concepts: number;
  readonly phrases: number;
  readonly files: readonly PackFile[];
}

export interface PackList {
  /** Relative to the folder of package.json. */
  readonly folder: string;
  readonly packs: readonly PackSummary[];
  /** `path` is `fi.local.txt:12`. Earshot does not start with such a file. */
  readonly refused: readonly Fault[];
}

export interface PackPhraseText {
  /** As it is written in its pack. */
  readonly phrase: string;
  readonly file: string;
  readonly line: number;
}

/** What is said with any of these phrases. */
export interface PackConcept {
  /** The name of a concept, `about-…` of a topic, or one of the keys by which a language is read (`negator`). */
  readonly key: string;
  /** Log-odds of dissatisfaction that it adds by the installed model; `null` for what adds none by itself. */
  readonly weight: number | null;
  readonly topic: Topic | null;
  readonly escalation: EscalationKind | null;
  readonly phrases: readonly PackPhraseText[];
}

/** A signal of an assessment and the phrases that made it speak. Weights are log-odds, offsets UTF-16 units. */
export interface FoundPhrase {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly weight: number;
  readonly phrases: readonly {
    readonly phrase: string;
    readonly language: string;
    readonly file: string;
    readonly isOwn: boolean;
  }[];
}

/** The phrase packs as people see them; the applications bind it to the detector. */
export abstract class PhraseBook {
  /** As the files are now; the detector reads them when a process starts. */
  abstract packs(): Promise<PackList>;
  /** The concepts of a language, heaviest first; `null` when no pack speaks it. */
  abstract concepts(language: string): Promise<readonly PackConcept[] | null>;
  /** The phrases behind an assessment of this text. */
  abstract behind(text: string, assessment: Assessment): Promise<readonly FoundPhrase[]>;
}
