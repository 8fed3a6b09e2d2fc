import type { CaseView } from '@earshot/contracts';
import type { CasePlaybook } from './playbook-query';

/** What every form of the playbook is given. */
export interface DeedFormOf {
  readonly view: CaseView;
  readonly book: CasePlaybook;
  readonly onDone: () => void;
}
