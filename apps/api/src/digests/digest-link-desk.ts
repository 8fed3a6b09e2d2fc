import { Inject, Injectable } from '@nestjs/common';
import { AuditLog, Clock, Conflict, DigestStore, InvalidTransition, NotFound } from '@earshot/domain';
import { CaseActions, type CaseDeed } from '@earshot/follow-up';
import { CaseQueries, type CaseDetail } from '@earshot/persistence';
import { DIGEST_LINK_PATH, DigestLinks, digestSpeech, type DigestLink, type DigestSpeech } from '@earshot/reporting';
import { API_SETTINGS, type ApiSettings } from '../api-settings.js';
import type { LinkPage } from './digest-link-page.js';
import { DigestReaders } from './digest-readers.js';
import type { LinkWording } from './link-wording.js';
import { linkWording } from './wording/languages.js';

type ActLink = Extract<DigestLink, { does: 'digest-act' }>;

/** The case of a link, and how it is told of to the reader whose link it is. */
interface Shown {
  readonly found: CaseDetail;
  readonly words: LinkWording;
  readonly speech: DigestSpeech;
}

/**
 * Acts for a reader by a link of their digest. Looking changes nothing, because mail servers and browsers look at links by
 * themselves; the button acts, once, on the case as the page showed it. The page speaks as the digest did; where nobody
 * knows whose link it was, it speaks the language of the browser.
 */
@Injectable()
export class DigestLinkDesk {
  constructor(
    private readonly links: DigestLinks,
    private readonly digests: DigestStore,
    private readonly readers: DigestReaders,
    private readonly cases: CaseQueries,
    private readonly actions: CaseActions,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(API_SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** @param browser the language of whoever looks; BCP 47 */
  async show(token: string, browser: string): Promise<LinkPage> {
    const link = this.links.read(token, this.clock.now());
    if (link === null) return this.over(browser);
    const action = `${DIGEST_LINK_PATH}/${token}`;
    if (link.does === 'digest-stop') {
      const { words, comes } = await this.subscription(link.subscriptionId, browser);
      const { title, text, button } = words.stop;
      if (!comes) return this.plain(words, words.stopped, '/digests');
      return { ...this.plain(words, { title, text }, '/digests'), button: { label: button, action } };
    }
    const shown = await this.caseOf(link);
    if (shown === null) return this.over(browser);
    const usedAt = await this.digests.linkUsedAt(link.nonce);
    if (usedAt !== null) return this.used(shown, link, usedAt);
    const { found, words } = shown;
    const button = { label: words.action[link.action].button, action: `${action}?version=${found.version}` };
    return { ...this.aboutCase(shown), button };
  }

  /** @param version of the case that the page showed */
  async act(token: string, version: number | null, browser: string): Promise<LinkPage> {
    const link = this.links.read(token, this.clock.now());
    if (link === null) return this.over(browser);
    if (link.does === 'digest-stop') return this.stop(link.subscriptionId, browser);
    const shown = await this.caseOf(link);
    if (shown === null) return this.over(browser);
    if (version === null) return this.show(token, browser);
    const about = this.aboutCase(shown);
    const { words } = shown;
    const { nonce, userId, caseId, action } = link;
    const at = this.clock.now();
    if (!(await this.digests.useLink(nonce, { userId, caseId, action, at })))
      return this.used(shown, link, (await this.digests.linkUsedAt(nonce)) ?? at);
    try {
      await this.actions.act(caseId, deedOf(link, version));
    } catch (error) {
      await this.digests.releaseLink(nonce);
      if (error instanceof Conflict) return { ...(await this.show(token, browser)), text: words.changed };
      if (error instanceof InvalidTransition) return { ...about, text: words.notPossible };
      throw error;
    }
    await this.record('digest_link.used', userId, 'case', caseId, { action });
    return { ...about, text: words.action[action].done };
  }

  private async stop(subscriptionId: string, browser: string): Promise<LinkPage> {
    await this.digests.unsubscribe(subscriptionId);
    await this.record('digest_link.stopped', null, 'digest', subscriptionId, {});
    const { words } = await this.subscription(subscriptionId, browser);
    return this.plain(words, words.stopped, '/digests');
  }

  /** Whether its mails come; they do not for somebody who may not sign in any more. */
  private async subscription(subscriptionId: string, browser: string) {
    try {
      const { userId, language } = await this.digests.reader(subscriptionId);
      const known = await this.readers.subscription(userId, { id: subscriptionId });
      return { words: linkWording(language), comes: known?.enabled === true };
    } catch (error) {
      if (error instanceof NotFound) return { words: linkWording(browser), comes: false };
      throw error;
    }
  }

  /** `null` when the reader may not sign in any more, or there is no such case. */
  private async caseOf({ userId, caseId, subscriptionId }: ActLink): Promise<Shown | null> {
    const reader = await this.readers.find(userId);
    if (reader === null) return null;
    const digest =
      subscriptionId === undefined ? null : await this.readers.subscription(userId, { id: subscriptionId });
    const words = linkWording(digest?.language ?? reader.language);
    try {
      const found = await this.cases.detail(caseId);
      return { found, words, speech: digestSpeech(words, digest?.zone ?? reader.zone) };
    } catch (error) {
      if (error instanceof NotFound) return null;
      throw error;
    }
  }

  private used(shown: Shown, { action }: ActLink, usedAt: Date): LinkPage {
    const { words, speech } = shown;
    return { ...this.aboutCase(shown), text: words.used(words.action[action].button, speech.time(usedAt)) };
  }

  private aboutCase({ found, words, speech }: Shown): LinkPage {
    const { caseId, subject, customer, owner, tasks } = found;
    const dueAt = tasks
      .filter(({ state }) => state === 'open')
      .map((task) => task.dueAt)
      .sort((a, b) => +a - +b)[0];
    const deadline = dueAt !== undefined && dueAt < this.clock.now() ? words.wasDue : words.due;
    const due = dueAt === undefined ? words.nothingDue : deadline(speech.time(dueAt));
    const title = [customer.name, subject].filter((part) => part !== null && part !== '').join(': ');
    const text = `${owner === null ? words.noOwner : words.owner(owner.name)} ${due}`;
    return this.plain(words, { title, text }, `/cases/${caseId}`, words.openCase);
  }

  private over(browser: string): LinkPage {
    const words = linkWording(browser);
    return this.plain(words, words.over, '/');
  }

  /** A page on which nothing is to be done, but that leads on. @param path of the dashboard */
  private plain(
    words: LinkWording,
    said: Pick<LinkPage, 'title' | 'text'>,
    path: string,
    label = words.openEarshot,
  ): LinkPage {
    return { language: words.locale, ...said, button: null, open: { label, url: `${this.settings.publicUrl}${path}` } };
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
