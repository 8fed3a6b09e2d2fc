import { z } from 'zod';
import {
  CHANNELS,
  ESCALATION_KINDS,
  OVERLAY_DEEDS,
  OVERLAY_STATES,
  SEVERITIES,
  TOPICS,
  VERDICTS,
} from '@earshot/domain';
import { AssessmentView } from './alerts.js';
import { Id, Instant } from './common.js';

/** A person's verdict on a message; without a severity the detector's stands. */
export const VerdictRequest = z
  .object({ dissatisfied: z.boolean(), severity: z.enum(SEVERITIES).optional() })
  .refine(({ dissatisfied, severity }) => severity === undefined || dissatisfied === (severity !== 'none'), {
    path: ['severity'],
    message: "must be 'none' or left out for a satisfied customer, and not 'none' for an unhappy one",
  });
export type VerdictRequest = z.infer<typeof VerdictRequest>;

export const VerdictAnswer = z.object({
  messageId: Id,
  /** The case in which it is followed up; `null` where nobody needs to. */
  caseId: Id.nullable(),
});
export type VerdictAnswer = z.infer<typeof VerdictAnswer>;

const FiguresView = z.object({
  logLoss: z.number(),
  macroF1: z.number(),
  precision: z.number(),
  recall: z.number(),
});

export const OverlayView = z.object({
  id: Id,
  /** `null`: for every source that has none of its own. */
  sourceId: Id.nullable(),
  baseModel: z.string(),
  state: z.enum(OVERLAY_STATES),
  fittedAt: Instant,
  verdicts: z.int(),
  figures: z.object({
    /** The base model alone, on the verdicts. */
    before: FiguresView,
    /** With this overlay, cross-validated on the same verdicts. */
    after: FiguresView,
    /** With what was in force then, on verdicts that neither had learned from. */
    comparison: z.object({ verdicts: z.int(), logLossInForce: z.number(), logLossCandidate: z.number() }).nullable(),
  }),
  adoptedAt: Instant.nullable(),
  replacedId: Id.nullable(),
  revertedBy: Id.nullable(),
});
export type OverlayView = z.infer<typeof OverlayView>;

export const DetectionView = z.object({
  verdicts: z.object({ messages: z.int(), dissatisfied: z.int(), given: z.int() }),
  /** At most one for all sources and one for each. */
  inForce: z.array(OverlayView),
  /** The newest ones, newest first. */
  versions: z.array(OverlayView),
});
export type DetectionView = z.infer<typeof DetectionView>;

/** A share with its 95 % interval (Wilson); `null` when there is nothing to share. */
const ShareView = z.object({ of: z.int(), value: z.number(), low: z.number(), high: z.number() }).nullable();
export type ShareView = z.infer<typeof ShareView>;

const HitsView = z.object({ verdicts: z.int(), precision: ShareView, recall: ShareView });

/** How right the detector was by what people said, before it learned from them. */
export const CalibrationView = z.object({
  /** The newest messages with a verdict that these figures are of. */
  all: HitsView,
  languages: z.array(HitsView.extend({ language: z.string() })),
  bins: z.array(
    z.object({ from: z.number(), to: z.number(), verdicts: z.int(), said: z.number().nullable(), found: ShareView }),
  ),
  /** Expected calibration error, 0..1. */
  calibrationError: z.number().nullable(),
  /** With fewer verdicts than this the curve says more about chance than about the detector. */
  leastVerdicts: z.int(),
});
export type CalibrationView = z.infer<typeof CalibrationView>;

const ThresholdPair = z.object({
  /** Probability, 0..1, from which a person is asked. */
  uncertainFrom: z.number(),
  /** Probability, 0..1, from which a customer counts as unhappy. */
  dissatisfiedFrom: z.number(),
});

/** Where the detector decides. */
export const ThresholdsView = ThresholdPair.extend({
  /** What the model was tuned to; where the configuration says nothing, these hold. */
  usual: ThresholdPair,
});
export type ThresholdsView = z.infer<typeof ThresholdsView>;

const PackFaultView = z.object({
  /** File and line: `fi.local.txt:12` */
  path: z.string(),
  message: z.string(),
});

/** The phrase packs as their files are now; the detector reads them when it starts. */
export const PhrasePackList = z.object({
  /** Where they stand, relative to the folder of package.json. */
  folder: z.string(),
  packs: z.array(
    z.object({
      language: z.string(),
      concepts: z.int(),
      phrases: z.int(),
      /** `isOwn`: laid there by the house. */
      files: z.array(z.object({ name: z.string(), isOwn: z.boolean(), phrases: z.int() })),
    }),
  ),
  /** Lines for which the detector would not start. */
  refused: z.array(PackFaultView),
});
export type PhrasePackList = z.infer<typeof PhrasePackList>;

export const PackLanguage = z.string().regex(/^[a-z]{2,3}$/);

/** The phrases of one language by what they say, the heaviest first. */
export const PhrasePackView = z.object({
  language: PackLanguage,
  concepts: z.array(
    z.object({
      key: z.string(),
      /** Log-odds by the installed model; `null` for what says nothing about how a customer feels. */
      weight: z.number().nullable(),
      topic: z.enum(TOPICS).nullable(),
      escalation: z.enum(ESCALATION_KINDS).nullable(),
      phrases: z.array(z.object({ phrase: z.string(), file: z.string(), line: z.int() })),
    }),
  ),
});
export type PhrasePackView = z.infer<typeof PhrasePackView>;

export const OverlayDeedName = z.enum(OVERLAY_DEEDS);
export type OverlayDeedName = z.infer<typeof OverlayDeedName>;

const Probability = z.coerce.number().min(0).max(1);

/** A candidate and the period it is tried on: messages received from `from` on and before `to`. */
export const ShadowQuery = z.object({
  from: Instant,
  to: Instant,
  /** A version, or `none` for the base model alone; left out: what is in force. */
  overlay: z.union([Id, z.literal('none')]).optional(),
  dissatisfiedFrom: Probability.optional(),
  uncertainFrom: Probability.optional(),
});
export type ShadowQuery = z.infer<typeof ShadowQuery>;

const ShadowOutcomeView = z.object({
  verdict: z.enum(VERDICTS),
  probability: z.number(),
  severity: z.enum(SEVERITIES),
});

export const ShadowReport = z.object({
  summary: z.object({
    judged: z.int(),
    changed: z.int(),
    newlyFlagged: z.int(),
    noLongerFlagged: z.int(),
    verdicts: z.object({ known: z.int(), rightBefore: z.int(), rightAfter: z.int() }),
    /** False when the period has more messages than one request judges. */
    complete: z.boolean(),
  }),
  /** The first of what would change, in the order of arrival. */
  changes: z.array(
    z.object({
      messageId: Id,
      from: ShadowOutcomeView,
      to: ShadowOutcomeView,
      dissatisfied: z.boolean().nullable(),
    }),
  ),
});
export type ShadowReport = z.infer<typeof ShadowReport>;

/** The detector reads no more of a text; UTF-16 units. */
const MOST_TEXT = 20_000;

/** A text that somebody tries the detector on, and what a message would bring with it. */
export const AssessRequest = z.strictObject({
  text: z
    .string()
    .max(MOST_TEXT)
    .refine((text) => text.trim() !== '', 'must not be empty'),
  channel: z.enum(CHANNELS).optional(),
  /** As the channel declares it, BCP 47; believed unless the text clearly contradicts it. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/, 'must be a language tag such as fi or ru-Latn')
    .optional(),
  /** Stars, 1..5 */
  rating: z.int().min(1).max(5).optional(),
});
export type AssessRequest = z.infer<typeof AssessRequest>;

/** A signal of the assessment and the phrases of packs that made it speak. */
const FoundPhraseView = z.object({
  label: z.string(),
  /** Into the text, UTF-16 units. */
  start: z.int(),
  end: z.int(),
  /** Log-odds */
  weight: z.number(),
  /** `isOwn`: from a pack that the house laid there. */
  phrases: z.array(z.object({ phrase: z.string(), language: z.string(), file: z.string(), isOwn: z.boolean() })),
});
export type FoundPhraseView = z.infer<typeof FoundPhraseView>;

export const AssessAnswer = z.object({
  assessment: AssessmentView,
  /** In the order of the signals; what no single phrase says is left out. */
  phrases: z.array(FoundPhraseView),
});
export type AssessAnswer = z.infer<typeof AssessAnswer>;
