import {
  createWorkingCalendar,
  parsePolicyDocument,
  POLICY_OF_THE_FILES,
  type CalendarDefinition,
  type Clock,
  type Policy,
  type PolicyDocument,
  type PolicyStore,
  type WorkingCalendar,
} from '@earshot/domain';
import type { ClockKeeper } from '../clock-keeper.js';
import { PolicyClocks } from './policy-clocks.js';
import type { PolicyFiles } from './policy-files.js';

/** A policy with its version. */
export interface PolicyInForce {
  readonly id: string;
  readonly policy: Policy;
}

/**
 * The policy in force. Asks for the newest version each time, which is one cheap query, and builds it only when it is
 * another: people may edit it while messages are being read, and every process sees it with its next page.
 */
export class PolicyBook {
  private known: Promise<PolicyInForce> | null = null;
  private knownId: string | null = null;

  constructor(
    private readonly store: Pick<PolicyStore, 'newestId' | 'find'>,
    private readonly files: PolicyFiles,
    private readonly clock: Clock,
  ) {}

  async inForce(): Promise<PolicyInForce> {
    const id = await this.store.newestId();
    if (this.known === null || this.knownId !== id) {
      this.knownId = id;
      this.known = this.build(id);
      // What could not be built is tried again by the next who asks.
      this.known.catch(() => {
        if (this.knownId === id) this.known = null;
      });
    }
    return this.known;
  }

  readonly policy = async (): Promise<Policy> => (await this.inForce()).policy;

  /** Clocks by the policy in force. */
  readonly clocks = async (): Promise<ClockKeeper> => new PolicyClocks(await this.policy());

  /** The calendar of the house. */
  readonly houseCalendar = async (): Promise<WorkingCalendar> => (await this.policy()).house;

  /** @throws NotFound */
  async document(id: string): Promise<PolicyDocument> {
    if (id === POLICY_OF_THE_FILES) return this.files.document;
    return parsePolicyDocument((await this.store.find(id)).document, `policy ${id}`);
  }

  /** @throws InvalidInput when a calendar cannot be worked with */
  policyOf(document: PolicyDocument): Policy {
    return this.files.policyOf(document, this.clock.now());
  }

  /** A calendar that is in no policy. @throws InvalidInput with every fault */
  calendarOf(definition: CalendarDefinition): WorkingCalendar {
    const overrides = this.files.overridesOf(definition.country ?? '');
    return createWorkingCalendar(definition, overrides, this.clock.now().getUTCFullYear());
  }

  private async build(id: string): Promise<PolicyInForce> {
    return { id, policy: this.policyOf(await this.document(id)) };
  }
}
