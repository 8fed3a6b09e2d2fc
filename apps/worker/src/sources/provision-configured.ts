import { AddressGuard } from '@earshot/connector-kit';
import { CONNECTORS } from '@earshot/connectors';
import { ConfigError, InvalidInput, type Clock } from '@earshot/domain';
import { provisionSources, SourceKinds, type Provisioned } from '@earshot/intake';
import { createDataSource, PostgresSourceBook } from '@earshot/persistence';
import { installationRoot, openSecretBox, type Configuration } from '@earshot/platform';
import { secretKeeper } from './secret-keeper.js';
import { readSourceFiles } from './source-files.js';

/**
 * Makes the sources what the installation's files say, before anything is read.
 * @throws ConfigError with every fault of the files; then nothing is changed
 */
export async function provisionConfigured(
  configuration: Pick<Configuration, 'sources' | 'home' | 'polling' | 'network'>,
  databaseUrl: string,
  clock: Clock,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Provisioned | null> {
  const { file, folders } = configuration.sources;
  if (file === null) return null;
  const kinds = new SourceKinds(CONNECTORS, {
    root: installationRoot(),
    folders,
    addresses: new AddressGuard(configuration.network.allowedHosts),
  });
  const written = readSourceFiles(installationRoot(), file, kinds, environment);
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 2 }).initialize();
  try {
    return await provisionSources(written, {
      book: new PostgresSourceBook(dataSource),
      kinds,
      keeper: secretKeeper(openSecretBox(configuration.home)),
      clock,
      defaultIntervalSeconds: configuration.polling.defaultIntervalSeconds,
    });
  } catch (error) {
    throw error instanceof InvalidInput ? new ConfigError(error.faults) : error;
  } finally {
    await dataSource.destroy();
  }
}
