import { Injectable } from '@nestjs/common';
import type { CasePlaybookView } from '@earshot/contracts';
import type { StoredSession } from '@earshot/domain';
import { PlaybookDesk, type Deed } from '@earshot/follow-up';
import { casePlaybookView } from './playbook-view.js';

/** Acts on a case and answers with what it has come to, in the language of the person who acted. */
@Injectable()
export class CasePlaybook {
  constructor(private readonly desk: PlaybookDesk) {}

  async view(caseId: string, { user }: StoredSession): Promise<CasePlaybookView> {
    return casePlaybookView(await this.desk.standing(caseId), this.desk.playbook, user.language);
  }

  /** @throws NotFound, Conflict, InvalidTransition and InvalidInput, as the deed says */
  async act<Request>(
    caseId: string,
    session: StoredSession,
    seenVersion: number,
    deed: Deed<Request>,
    request: Request,
  ): Promise<CasePlaybookView> {
    await this.desk.act(caseId, { actorId: session.user.id, role: session.user.role, seenVersion }, deed, request);
    return this.view(caseId, session);
  }
}
