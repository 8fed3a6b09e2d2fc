import { Inject, Injectable } from '@nestjs/common';
import {
  AuditLog,
  Clock,
  Conflict,
  DigestStore,
  InvalidTransition,
  NotFound,
  UserStore,
  type DigestAction,
} from '@earshot/domain';
import { CaseActions, type CaseDeed } from '@earshot/follow-up';
import { CaseQueries, type CaseDetail } from '@earshot/persistence';
import { DIGEST_LINK_PATH, DigestLinks, type DigestLink } from '@earshot/reporting';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import type { LinkPage } from './digest-link-page.js';

type ActLink = Extract<DigestLink, { does: 'digest-act' }>;

const DOES: Readonly<Record<DigestAction, { readonly button: string; readonly done: string }>> = {
  acknowledge: { button: 'Acknowledge', done: 'Acknowledged.' },
  'assign-to-me': { button: 'Take the case', done: 'The case is yours.' },
};

const OVER: LinkPage = {
  title: 'This link is over',
  text: 'It has expired, or it was changed on its way. Open the case in Earshot instead.',
  button: null,
  open: null,
};

/**
 * Acts for a reader by a link of their digest. Looking changes nothing, because mail servers and browsers look at links by
 * themselves; the button acts, once, on the case as the page showed it.
 */
@Injectable()
export class DigestLinkDesk {
  constructor(
    private readonly links: DigestLinks,
    private readonly digests: DigestStore,
    private readonly users: UserStore,
    private readonly cases: CaseQueries,
    private readonly actions: CaseActions,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async show(token: string): Promise<LinkPage> {
    const link = this.links.read(token, this.clock.now());
    if (link === null) return OVER;
    const action = `${DIGEST_LINK_PATH}/${token}`;
    if (link.does === 'digest-stop')
      return {
        title: 'Stop these mails?',
        text: 'You can switch them on again in Earshot.',
        button: { label: 'Stop them', action },
        open: null,
      };
    const found = await this.caseOf(link);
    if (found === null) return OVER;
    const button = { label: DOES[link.action].button, action: `${action}?version=${found.version}` };
    return { ...this.aboutCase(found), button };
  }

  /** @param version of the case that the page showed */
  async act(token: string, version: number | null): Promise<LinkPage> {
    const link = this.links.read(token, this.clock.now());
    if (link === null) return OVER;
    if (link.does === 'digest-stop') return this.stop(link.subscriptionId);
    const found = await this.caseOf(link);
    if (found === null) return OVER;
    const about = this.aboutCase(found);
    if (version === null) return this.show(token);
    const { nonce, userId, caseId, action } = link;
    const at = this.clock.now();
    if (!(await this.digests.useLink(nonce, { userId, caseId, action, at })))
      return { ...about, text: 'This link was used already.' };
    try {
      await this.actions.act(caseId, deedOf(link, version));
    } catch (error) {
      await this.digests.releaseLink(nonce);
      if (error instanceof Conflict)
        return { ...(await this.show(token)), text: 'It was changed meanwhile. This is how it is now.' };
      if (error instanceof InvalidTransition) return { ...about, text: 'That is not to be done any more.' };
      throw error;
    }
    await this.record('digest_link.used', userId, 'case', caseId, { action });
    return { ...about, text: DOES[action].done };
  }

  private async stop(subscriptionId: string): Promise<LinkPage> {
    await this.digests.unsubscribe(subscriptionId);
    await this.record('digest_link.stopped', null, 'digest', subscriptionId, {});
    return { title: 'Stopped', text: 'You get no more of these mails.', button: null, open: null };
  }

  /** `null` when the reader may not sign in any more, or there is no such case. */
  private async caseOf({ userId, caseId }: ActLink): Promise<CaseDetail | null> {
    const reader = (await this.users.list()).find(({ id }) => id === userId);
    if (reader === undefined || reader.disabledAt !== null) return null;
    try {
      return await this.cases.detail(caseId);
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }

  private aboutCase({ caseId, subject, customer, owner, tasks }: CaseDetail): LinkPage {
    const dueAt = tasks
      .filter(({ state }) => state === 'open')
      .map((task) => task.dueAt)
      .sort((a, b) => +a - +b)[0];
    const due =
      dueAt === undefined ? 'Nothing is due.' : `Due ${dueAt.toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
    return {
      title: [customer.name, subject].filter((part) => part !== null && part !== '').join(': '),
      text: `${owner === null ? 'Nobody owns it.' : `${owner.name} owns it.`} ${due}`,
      button: null,
      open: { label: 'Open the case', url: `${this.settings.publicUrl}/cases/${caseId}` },
    };
  }

  private record(
    action: string,
    actorId: string | null,
    subjectKind: string,
    subjectId: string,
    detail: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record({ at: this.clock.now(), actorId, action, subjectKind, subjectId, detail });
  }
}

function deedOf({ action, userId }: ActLink, seenVersion: number): CaseDeed {
  return { name: action, actorId: userId, seenVersion, note: null };
}
