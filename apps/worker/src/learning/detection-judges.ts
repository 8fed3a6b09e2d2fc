import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  LinearModel,
  loadAssessorParts,
  readModel,
  repositoryRoot,
  StatisticalAssessor,
  type AssessorParts,
  type UncertainBand,
} from '@earshot/detection';
import { InvalidInput } from '@earshot/domain';
import { Judges, type JudgeSetup, type ThresholdsInForce } from '@earshot/learning';
import { LearnedAssessor } from './learned-assessor.js';

const INSTALLED_MODEL = 'libs/detection/model/earshot.model';

export type Thresholds = Pick<JudgeSetup, 'uncertainFrom' | 'dissatisfiedFrom'>;

/** Judges made of libs/detection. The installed model is loaded once, at the first use. */
export class DetectionJudges extends Judges {
  private installed: Promise<AssessorParts> | null = null;

  /** @param house the house's own thresholds, for every judge that is asked for without */
  constructor(private readonly house: Thresholds = {}) {
    super();
  }

  async baseModel(): Promise<string> {
    return (await this.parts()).model.version;
  }

  async thresholds(): Promise<ThresholdsInForce> {
    const { uncertain: usual } = (await this.parts()).model;
    const { from, to } = bandOf(usual, this.house, {}) ?? usual;
    return {
      uncertainFrom: from,
      dissatisfiedFrom: to,
      usual: { uncertainFrom: usual.from, dissatisfiedFrom: usual.to },
    };
  }

  async make(setup: JudgeSetup): Promise<LearnedAssessor> {
    const { modelFile, lexiconsDir } = setup;
    const isInstalled = modelFile === undefined && lexiconsDir === undefined;
    const parts = isInstalled
      ? await this.parts()
      : await readable(() =>
          loadAssessorParts({ ...(modelFile && { modelFile }), ...(lexiconsDir && { lexiconsDir }) }),
        );
    const assessor = new LearnedAssessor(new StatisticalAssessor(await withThresholds(parts, this.house, setup)));
    assessor.use(setup.overlays);
    return assessor;
  }

  /** What the detector is made of as it is installed. */
  parts(): Promise<AssessorParts> {
    this.installed ??= loadAssessorParts().catch((error: unknown) => {
      this.installed = null;
      throw error;
    });
    return this.installed;
  }
}

async function withThresholds(parts: AssessorParts, house: Thresholds, setup: JudgeSetup): Promise<AssessorParts> {
  const uncertain = bandOf(parts.model.uncertain, house, setup);
  if (uncertain === null) return parts;
  const file = setup.modelFile ?? join(repositoryRoot(), INSTALLED_MODEL);
  const weights = readModel(file, await readFile(file));
  return { ...parts, model: new LinearModel({ ...weights, uncertain }) };
}

/** The band in which a judge abstains; `null` where nobody moved the model's own. @throws InvalidInput */
function bandOf(usual: UncertainBand, house: Thresholds, setup: Thresholds): UncertainBand | null {
  const uncertainFrom = setup.uncertainFrom ?? house.uncertainFrom;
  const dissatisfiedFrom = setup.dissatisfiedFrom ?? house.dissatisfiedFrom;
  if (uncertainFrom === undefined && dissatisfiedFrom === undefined) return null;
  const to = dissatisfiedFrom ?? usual.to;
  // A lower bound above the upper one, because only the upper one was moved, means: nothing is doubtful.
  const from = uncertainFrom ?? Math.min(usual.from, to);
  if (from >= 0 && from <= to && to <= 1) return { from, to };
  const message = `0 ≤ uncertain-from (${from}) ≤ dissatisfied-from (${to}) ≤ 1 must hold`;
  throw new InvalidInput('The thresholds are wrong', [{ path: 'uncertainFrom', message }]);
}

/** A path that somebody gave may name nothing. @throws InvalidInput */
async function readable<Result>(load: () => Promise<Result>): Promise<Result> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !('path' in error)) throw error;
    throw new InvalidInput('The candidate cannot be read', [{ path: String(error.path), message: String(error.code) }]);
  }
}
