import {
  AddressGuard,
  GuardedHttpClient,
  UNLIMITED_BUDGET,
  type Connector,
  type ConnectorKit,
  type ConnectorLogger,
  type HouseMailServer,
  type SaveSecrets,
} from '@earshot/connector-kit';
import type { AnyConnectorDefinition } from '@earshot/connectors';
import { ConnectorError, schemaFaults, type Clock } from '@earshot/domain';

export interface ConnectorSettings {
  readonly kind: string;
  readonly options: unknown;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Builds connectors from what is configured, each with its kit: its only way to the outside. */
export class ConnectorOpener {
  private readonly byKind: ReadonlyMap<string, AnyConnectorDefinition>;
  private readonly guard: AddressGuard;
  private readonly http: GuardedHttpClient;

  constructor(
    definitions: readonly AnyConnectorDefinition[],
    network: { readonly allowedHosts: readonly string[] },
    private readonly clock: Clock,
    private readonly logger: ConnectorLogger,
    private readonly root: string,
    private readonly mailServer: HouseMailServer | null = null,
  ) {
    this.byKind = new Map(definitions.map((definition) => [definition.kind, definition]));
    this.guard = new AddressGuard(network.allowedHosts);
    this.http = new GuardedHttpClient(this.guard, { now: () => clock.now() });
  }

  /** @throws ConnectorError `misconfigured` naming every option that is wrong */
  open(settings: ConnectorSettings, saveSecrets: SaveSecrets): Connector<unknown> {
    const definition = this.definition(settings.kind);
    const parsed = definition.options.safeParse(settings.options);
    if (!parsed.success) {
      const faults = schemaFaults(parsed.error, settings.options, '').map(({ path, message }) => `${path} ${message}`);
      throw new ConnectorError('misconfigured', `the options of this source are wrong: ${faults.join('; ')}`);
    }
    return definition.create(parsed.data, this.kit(settings.secrets, saveSecrets));
  }

  /** @throws ConnectorError `misconfigured` naming the kinds there are */
  definition(kind: string): AnyConnectorDefinition {
    const definition = this.byKind.get(kind);
    if (definition !== undefined) return definition;
    const kinds = [...this.byKind.keys()].join(', ');
    throw new ConnectorError('misconfigured', `there is no connector '${kind}'; there are ${kinds}`);
  }

  private kit(secrets: Readonly<Record<string, string>>, saveSecrets: SaveSecrets): ConnectorKit {
    return {
      http: this.http,
      budget: UNLIMITED_BUDGET,
      network: this.guard,
      logger: this.logger,
      now: () => this.clock.now(),
      root: this.root,
      mailServer: this.mailServer,
      secrets,
      saveSecrets,
    };
  }
}
