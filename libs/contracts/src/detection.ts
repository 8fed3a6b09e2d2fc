import { z } from 'zod';
import { OVERLAY_DEEDS, OVERLAY_STATES, SEVERITIES, VERDICTS } from '@earshot/domain';
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

export const OverlayDeedName = z.enum(OVERLAY_DEEDS);

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
