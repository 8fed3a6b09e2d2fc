import { join } from 'node:path';
import { ConfigError, type Fault } from '@earshot/domain';
import type { SecondOpinionConfiguration } from '@earshot/platform';
import { labelFault, type OpinionSettings } from '@earshot/second-opinion';
import { inspectModel, modelFolder } from './model-place.js';
import type { ModelToLoad } from './transformers-classifier.js';
import { INSTALL_RUNTIME, transformersFile } from './transformers-runtime.js';

export interface SecondOpinionSetup {
  readonly opinions: OpinionSettings;
  readonly load: ModelToLoad;
}

const SECTION = 'detection.secondOpinion';

/**
 * What the worker needs to ask another model; `null` when none is configured. Loads nothing yet.
 * @param places root: the folder of package.json; home: where models of the hub are kept
 * @throws ConfigError naming every fault: the package that is missing, with the command that installs it, and what is
 *   wrong with a model in a folder. A model of the hub is looked at when it is fetched, at its first use
 */
export function secondOpinionSetup(
  configuration: SecondOpinionConfiguration,
  { root, home }: { readonly root: string; readonly home: string },
): SecondOpinionSetup | null {
  const { model, precision, labels, ask, sureFrom, maxTokens, threads } = configuration;
  if (model === null) return null;
  const faults: Fault[] = [];
  const file = transformersFile(root);
  if (file === null)
    faults.push({
      path: `${SECTION}.model`,
      message: `what it runs on is not installed; run ${INSTALL_RUNTIME} in ${root}, or set the model to null`,
    });
  const folder = modelFolder(model, root);
  if (folder !== null) {
    const found = inspectModel(folder, precision);
    const fault = 'fault' in found ? found.fault : labelFault(found.labels, labels);
    if (fault !== null)
      faults.push({ path: 'fault' in found ? `${SECTION}.model` : `${SECTION}.labels`, message: fault });
  }
  if (file === null || faults.length > 0) throw new ConfigError(faults);
  return {
    opinions: { model, labels, ask, sureFrom },
    load: {
      transformersFile: file,
      model: folder ?? model,
      downloadTo: folder === null ? join(home, 'models') : null,
      precision,
      maxTokens,
      threads,
    },
  };
}
