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
import { BudgetedHttpClient } from '@earshot/intake';
import type { SourceBudgets } from './source-budgets.js';

export interface ConnectorSettings {
  /** Of a source that is stored; what is only being checked draws on no budget. */
  readonly id?: string;
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
    private readonly disk: Pick<ConnectorKit, 'folders'> & { readonly root: string },
    private readonly mailServer: HouseMailServer | null = null,
    /** `null`: requests are counted by nobody. */
    private readonly budgets: SourceBudgets | null = null,
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
    return definition.create(parsed.data, {
      ...this.kit(settings.secrets, saveSecrets),
      ...this.counted(settings, definition, parsed.data),
    });
  }

  /** @throws ConnectorError `misconfigured` naming the kinds there are */
  definition(kind: string): AnyConnectorDefinition {
    const definition = this.byKind.get(kind);
    if (definition !== undefined) return definition;
    const kinds = [...this.byKind.keys()].join(', ');
    throw new ConnectorError('misconfigured', `there is no connector '${kind}'; there are ${kinds}`);
  }

  private counted(
    { id, kind, secrets }: ConnectorSettings,
    definition: AnyConnectorDefinition,
    options: unknown,
  ): Pick<ConnectorKit, 'http' | 'budget'> {
    if (this.budgets === null || id === undefined) return { http: this.http, budget: UNLIMITED_BUDGET };
    const limits = definition.rateLimits?.(options) ?? [];
    const budget = this.budgets.of({ id, kind, secrets }, limits, definition.isLimitedByPath === true);
    return { http: new BudgetedHttpClient(this.http, budget, () => this.clock.now()), budget };
  }

  private kit(
    secrets: Readonly<Record<string, string>>,
    saveSecrets: SaveSecrets,
  ): Omit<ConnectorKit, 'http' | 'budget'> {
    return {
      network: this.guard,
      logger: this.logger,
      now: () => this.clock.now(),
      ...this.disk,
      mailServer: this.mailServer,
      secrets,
      saveSecrets,
    };
  }
}
