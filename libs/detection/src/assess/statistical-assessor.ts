import {
  Assessor,
  type Assessment,
  type AssessmentInput,
  type AssessmentVerdict,
  type EscalationCue,
  type Topic,
} from '@earshot/domain';
import { EvidenceReader } from '../features/evidence-reader.js';
import { BALANCE_NAMES, DENSE_LABELS, contextEvidence, type Evidence } from '../features/evidence.js';
import type { LanguageIdentifier } from '../language/language-identifier.js';
import { primary } from '../language/language-identifier.js';
import { CONCEPTS, TOPIC_WORDS } from '../lexicon/concepts.js';
import { EntryKind, TOPIC_KEYS, type Lexicon, type Match } from '../lexicon/lexicon.js';
import type { LinearModel, UncertainBand } from '../model/linear-model.js';
import type { Ngrams } from '../features/ngrams.js';
import { OverlayModel } from '../overlay/overlay-model.js';
import type { Overlay } from '../overlay/overlay.js';
import { cutAt, MAX_JUDGED_LENGTH, Reading } from '../text/reading.js';
import { severityOf } from './severity.js';
import { SignalList } from './signal-list.js';

export interface AssessorParts {
  readonly lexicon: Lexicon;
  readonly identifier: LanguageIdentifier;
  readonly model: LinearModel;
  /** The feeling (-5..5) of an emoji; 0 when it has none. */
  readonly signValence: (sign: string) => number;
}

/** Between the subject and the text: a sentence mark keeps phrases from running across. */
const SUBJECT_END = '\n';
const LONGEST_SUBJECT = 500;

interface Examined {
  readonly matches: readonly Match[];
  readonly language: string;
  readonly confidence: number;
  /** In the lexicon; -1 when unknown. */
  readonly languageIndex: number;
  readonly evidence: readonly Evidence[];
  /** Length of what stands before the text. */
  readonly prefix: number;
}

/** Judges a message by phrases, tone, form, wording and context: a linear model, so every share of the score is named. */
export class StatisticalAssessor extends Assessor {
  readonly model: string;
  private readonly reading = new Reading();
  private readonly evidenceReader: EvidenceReader;
  private readonly shares = new Float64Array(MAX_JUDGED_LENGTH + 2);

  private readonly overlay: OverlayModel | null;

  constructor(
    private readonly parts: AssessorParts,
    overlay: Overlay | null = null,
  ) {
    super();
    this.overlay = overlay === null ? null : new OverlayModel(overlay, parts.model);
    this.model = overlay === null ? parts.model.version : `${parts.model.version}+${overlay.verdicts}`;
    this.evidenceReader = new EvidenceReader(parts.lexicon, parts.signValence);
  }

  /** The same judge with an organisation's corrections. @throws InvalidInput when they belong to another base model */
  withOverlay(overlay: Overlay): StatisticalAssessor {
    return new StatisticalAssessor(this.parts, overlay);
  }

  assess(input: AssessmentInput): Assessment {
    const { reading } = this;
    const { model } = this.parts;
    const { matches, language, confidence, languageIndex, evidence, prefix } = this.examine(input);
    const signals = new SignalList(reading, prefix);
    const heat = this.addEvidence(signals, evidence);
    const wording = model.scoreNgrams(this.shares, reading.tokens);
    signals.addWording(
      this.shares,
      this.overlay?.correctWording(model, this.shares, reading.tokens, wording) ?? wording,
    );
    signals.addBase(this.overlay === null ? model.base : model.base * this.overlay.slope + this.overlay.intercept);

    const probability = 1 / (1 + Math.exp(-signals.total));
    const verdict = verdictOf(probability, model.uncertain);
    const believed = matches.filter((match) => this.evidenceReader.believes(match, languageIndex));
    const escalations = this.escalations(believed, prefix);
    return {
      language,
      languageConfidence: confidence,
      verdict,
      probability,
      severity: severityOf({ verdict, probability, escalations, heat }),
      signals: signals.toArray(),
      escalations,
      topics: topicsOf(believed, verdict),
      model: this.model,
      judgedLength: judgedLength(input, reading, prefix),
    };
  }

  /** The base model's log-odds and the features behind them; the n-grams are valid until the next call. */
  featuresOf(input: AssessmentInput): { score: number; evidence: readonly Evidence[]; ngrams: Ngrams } {
    const { model } = this.parts;
    const { evidence } = this.examine(input);
    const said = evidence.reduce((sum, one) => sum + model.scoreEvidence(one), 0);
    const wording = model.scoreNgrams(this.shares, this.reading.tokens);
    return { score: model.base + said + wording, evidence, ngrams: model.ngrams };
  }

  /** Reads a message into the reusable buffers and gathers what speaks. */
  private examine(input: AssessmentInput): Examined {
    const { lexicon, identifier, model } = this.parts;
    const subject = input.subject ? `${cutAt(input.subject, LONGEST_SUBJECT)}${SUBJECT_END}` : '';
    this.reading.read(subject + input.text);
    const matches = lexicon.match(this.reading);
    const { language, confidence } = identifier.identify(this.reading, matches, input.language ?? null);
    const languageIndex = language === 'und' ? -1 : lexicon.languages.indexOf(primary(language));
    const said = this.evidenceReader.read(this.reading, matches, languageIndex);
    const evidence = [...said, ...contextEvidence(input, said)];
    model.ngrams.read(this.reading, this.evidenceReader.isIdiom);
    return { matches, language, confidence, languageIndex, evidence, prefix: subject.length };
  }

  /** Adds the dense features and returns the share of what was said (not how it was written). */
  private addEvidence(signals: SignalList, evidence: readonly Evidence[]): number {
    let heat = 0;
    for (const one of evidence) {
      const weight = this.weightOf(one);
      const kind = kindOf(one.feature);
      signals.add(kind, DENSE_LABELS[one.feature] as string, one.spans, weight);
      if (kind === 'phrase' || kind === 'tone' || kind === 'context') heat += weight;
    }
    return heat;
  }

  private weightOf(one: Evidence): number {
    const weight = this.parts.model.scoreEvidence(one);
    if (this.overlay === null) return weight;
    return weight * this.overlay.slope + (this.overlay.dense[one.feature] as number) * one.value;
  }

  private escalations(matches: readonly Match[], offset: number): EscalationCue[] {
    const cues: EscalationCue[] = [];
    for (const { entry, firstToken, lastToken } of matches) {
      const kind = entry.kind === EntryKind.Concept ? CONCEPTS[entry.value]?.escalation : undefined;
      if (kind === undefined) continue;
      const start = Math.max(0, this.reading.originalStart(firstToken) - offset);
      const end = Math.max(0, this.reading.originalEnd(lastToken) - offset);
      if (!cues.some((cue) => cue.kind === kind && cue.start < end && start < cue.end)) cues.push({ kind, start, end });
    }
    return cues;
  }
}

export function verdictOf(probability: number, band: UncertainBand): AssessmentVerdict {
  if (probability >= band.to) return 'dissatisfied';
  return probability >= band.from ? 'uncertain' : 'not_dissatisfied';
}

function kindOf(feature: number): string {
  if (feature < CONCEPTS.length) return 'phrase';
  const name = DENSE_LABELS[feature] as string;
  if (name.startsWith('tone-')) return 'tone';
  if ((BALANCE_NAMES as readonly string[]).includes(name)) return 'base';
  return /^(rating|unanswered|thread)/.test(name) ? 'context' : 'form';
}

function topicsOf(matches: readonly Match[], verdict: AssessmentVerdict): Topic[] {
  const topics = new Set<Topic>();
  for (const { entry } of matches) {
    if (entry.kind === EntryKind.TopicWord) topics.add(TOPIC_WORDS[TOPIC_KEYS[entry.value] as string] as Topic);
    else if (entry.kind === EntryKind.Concept) {
      const topic = CONCEPTS[entry.value]?.topic;
      if (topic !== undefined) topics.add(topic);
    }
  }
  if (topics.size === 0 && verdict !== 'not_dissatisfied') topics.add('other');
  return [...topics];
}

function judgedLength(input: AssessmentInput, reading: Reading, prefix: number): number | null {
  return prefix + input.text.length > MAX_JUDGED_LENGTH ? Math.max(0, reading.text.length - prefix) : null;
}
