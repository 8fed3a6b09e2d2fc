import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  LinearModel,
  loadAssessorParts,
  readModel,
  repositoryRoot,
  StatisticalAssessor,
  type AssessorParts,
} from '@earshot/detection';
import { InvalidInput, type Assessor } from '@earshot/domain';
import { Judges, type JudgeSetup } from '@earshot/learning';
import { LearnedAssessor } from './learned-assessor.js';

const INSTALLED_MODEL = 'libs/detection/model/earshot.model';

/** Judges made of libs/detection. The installed model is loaded once, at the first use. */
export class DetectionJudges extends Judges {
  private installed: Promise<AssessorParts> | null = null;

  async baseModel(): Promise<string> {
    return (await this.parts()).model.version;
  }

  async make(setup: JudgeSetup): Promise<Assessor> {
    const { modelFile, lexiconsDir } = setup;
    const isInstalled = modelFile === undefined && lexiconsDir === undefined;
    const parts = isInstalled
      ? await this.parts()
      : await readable(() =>
          loadAssessorParts({ ...(modelFile && { modelFile }), ...(lexiconsDir && { lexiconsDir }) }),
        );
    const assessor = new LearnedAssessor(new StatisticalAssessor(await withThresholds(parts, setup)));
    assessor.use(setup.overlays);
    return assessor;
  }

  private parts(): Promise<AssessorParts> {
    this.installed ??= loadAssessorParts().catch((error: unknown) => {
      this.installed = null;
      throw error;
    });
    return this.installed;
  }
}

async function withThresholds(parts: AssessorParts, setup: JudgeSetup): Promise<AssessorParts> {
  const { uncertainFrom, dissatisfiedFrom } = setup;
  if (uncertainFrom === undefined && dissatisfiedFrom === undefined) return parts;
  const { from: usualFrom, to: usualTo } = parts.model.uncertain;
  const to = dissatisfiedFrom ?? usualTo;
  // A lower bound above the upper one, because only the upper one was moved, means: nothing is doubtful.
  const from = uncertainFrom ?? Math.min(usualFrom, to);
  if (!(from >= 0 && from <= to && to <= 1)) {
    const message = `0 ≤ uncertain-from (${from}) ≤ dissatisfied-from (${to}) ≤ 1 must hold`;
    throw new InvalidInput('The thresholds are wrong', [{ path: 'uncertainFrom', message }]);
  }
  const file = setup.modelFile ?? join(repositoryRoot(), INSTALLED_MODEL);
  const weights = readModel(file, await readFile(file));
  return { ...parts, model: new LinearModel({ ...weights, uncertain: { from, to } }) };
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
