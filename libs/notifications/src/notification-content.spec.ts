import { NOTIFICATION_EVENTS, SEVERITIES, TASK_KINDS, type NotificationToTell } from '@earshot/domain';
import { notificationContent } from './notification-content.js';
import { stepWords } from './step-words.js';
import { notificationWording } from './wording/catalogue.js';

const CONTEXT = { organisation: 'Harbour Bank', publicUrl: 'https://ear.example.org' };
const reader = { userId: '1', name: 'Anna', email: 'anna@example.org', language: 'en', zone: 'Europe/Helsinki' };
const told = (given: Partial<NotificationToTell> = {}): NotificationToTell => ({
  id: '1',
  event: 'warning',
  severity: 'medium',
  detail: { step: '50% if unassigned', taskKind: 'answer', dueAt: '2026-03-05T15:00:00.000Z' },
  createdAt: new Date('2026-03-04T08:00:00Z'),
  caseId: '7',
  subject: 'Where is my card?',
  customer: 'Kalle',
  ...given,
});
const lineOf = (one: NotificationToTell) => notificationContent({ reader, notifications: [one] }, CONTEXT).lines[0];

describe('a mail of notifications', () => {
  it('tells what there is to do, by when, and why now', () => {
    expect(lineOf(told())).toEqual({
      headline: 'Deadline near',
      title: 'Kalle: Where is my card?',
      facts: ['medium severity', 'Answer: due Thu 5 Mar 17:00', '50 % of the time is gone, nobody owns the case'],
      url: 'https://ear.example.org/cases/7',
      open: 'Open the case',
    });
  });

  it('tells what happened to a source and what to do about it, and leads to it', () => {
    const source = { id: '12', name: 'Office mailbox' };
    const refused = { source, reason: 'The server refused the password', advice: 'Enter it again.' };
    const about = { caseId: null, customer: null, subject: null, severity: 'high' } as const;
    expect(lineOf(told({ ...about, event: 'source_trouble', detail: refused }))).toEqual({
      headline: 'Source cannot be read',
      title: 'Office mailbox',
      facts: ['The server refused the password', 'Enter it again.'],
      url: 'https://ear.example.org/sources/12',
      open: 'Open the source',
    });
    const ending = { source, expiresAt: '2026-03-12T10:00:00.000Z' };
    expect(lineOf(told({ ...about, event: 'credentials_expiring', detail: ending }))?.facts).toEqual([
      'The credentials end Thu 12 Mar 12:00',
    ]);
  });

  it('tells what was heard in a message that cannot wait', () => {
    const detail = { step: 'legal', cues: ['legal', 'critical'] };
    expect(lineOf(told({ event: 'at_once', detail, severity: 'critical' }))?.facts).toEqual([
      'critical',
      'In the message: lawyer, court or authority, critical severity',
    ]);
  });

  it('tells when a snooze ended', () => {
    const detail = { until: '2026-03-05T07:00:00.000Z' };
    expect(lineOf(told({ event: 'snooze_ended', detail }))?.facts).toEqual([
      'medium severity',
      'Snoozed until Thu 5 Mar 09:00',
    ]);
  });

  it.each([
    ['en', 'Topic Refunds'],
    ['fi', 'Aihe Hyvitykset'],
    ['lv', 'Temats Atmaksa'],
    ['sl', 'Tema Vračila'],
    ['id', 'Topik Pengembalian dana'],
    ['ru', 'Тема Возврат денег'],
  ])('names the topic that rises in words, in %s', (language, title) => {
    const spike = { id: '3', kind: 'topic', what: 'refund', count: 14, hours: 24, usual: 2 } as const;
    const about = { caseId: null, customer: null, subject: null, event: 'spike', detail: { spike } } as const;
    const mail = notificationContent({ reader: { ...reader, language }, notifications: [told(about)] }, CONTEXT);
    expect(mail.lines[0]?.title).toBe(title);
  });

  it('names what else rises with the same messages', () => {
    const also = [{ kind: 'topic', what: 'refund' } as const, { kind: 'word', what: 'till' } as const];
    const spike = { id: '3', kind: 'source', what: 'Forum', count: 14, hours: 6, usual: 2, also } as const;
    expect(lineOf(told({ event: 'spike', detail: { spike } }))?.facts).toContain(
      'also: Topic Refunds, The word “till”',
    );
  });

  it('names what rises by its own name when it is no topic that is known', () => {
    const titleOf = (kind: 'topic' | 'word', what: string) =>
      lineOf(told({ event: 'spike', detail: { spike: { id: '3', kind, what, count: 14, hours: 24, usual: 2 } } }))
        ?.title;
    expect(titleOf('word', 'refund')).toBe('The word “refund”');
    expect(titleOf('topic', 'constructor')).toBe('Topic constructor');
  });

  it.each([
    ['en', 'Its receiver answered that it wants nothing more.', 'Open the channel'],
    ['fi', 'Vastaanottaja ilmoitti, ettei se halua enää viestejä.', 'Avaa kanava'],
    ['lv', 'Saņēmējs atbildēja, ka vairs neko nevēlas.', 'Atvērt kanālu'],
    ['sl', 'Prejemnik je odgovoril, da ne želi ničesar več.', 'Odpri kanal'],
    ['id', 'Penerima menjawab bahwa ia tidak menginginkan apa pun lagi.', 'Buka saluran'],
    ['ru', 'Получатель ответил, что больше ничего не хочет.', 'Открыть канал'],
  ])('says why a channel was switched off and what to do, and leads there, in %s', (language, why, open) => {
    const detail = { channel: { id: '7', name: 'Desk' }, ended: 'gone', reason: 'desk.example answered 410' } as const;
    const about = { caseId: null, customer: null, subject: null, event: 'channel_disabled', detail } as const;
    const mail = notificationContent({ reader: { ...reader, language }, notifications: [told(about)] }, CONTEXT);
    expect(mail.lines[0]).toMatchObject({ title: 'Desk', url: `${CONTEXT.publicUrl}/rules#channel-7`, open });
    expect(mail.lines[0]?.facts).toEqual([why, detail.reason, notificationWording(language).channelAdvice]);
  });

  it('does without a subject, a name and a known step', () => {
    const bare = told({ subject: null, customer: null, detail: { ...told().detail, step: 'a step of long ago' } });
    expect(lineOf(bare)).toMatchObject({
      title: 'A customer',
      facts: ['medium severity', 'Answer: due Thu 5 Mar 17:00'],
    });
  });

  it('cuts an endless subject between characters', () => {
    const title = lineOf(told({ subject: '😡'.repeat(500) }))?.title ?? '';
    expect([...title]).toHaveLength(120);
    expect(title.isWellFormed()).toBe(true);
  });
});

describe('the words', () => {
  it.each([
    ['due', 'the deadline has passed'],
    ['1d before', '1 working day left'],
    ['120m before', '2 working hours left'],
    ['45m before', '45 working minutes left'],
    ['2d after', '2 working days overdue'],
    ['due if unacknowledged', 'the deadline has passed, nobody has acknowledged it'],
    ['promise broken', 'the promised date has passed'],
    ['something else', null],
  ])('of the step %s are %s', (key, words) => {
    expect(stepWords(key, notificationWording('en'))).toBe(words);
  });

  it('are there in Finnish for every event, severity, task and cue, and are not those of English', () => {
    const [english, finnish] = [notificationWording('en'), notificationWording('fi')];
    for (const names of ['headline', 'severity', 'task', 'cue'] as const) {
      expect(Object.keys(finnish[names]).sort()).toEqual(Object.keys(english[names]).sort());
      for (const [name, text] of Object.entries(finnish[names]))
        expect(text).not.toBe((english[names] as Record<string, string>)[name]);
    }
    expect(Object.keys(english.headline)).toEqual([...NOTIFICATION_EVENTS]);
    expect(Object.keys(english.severity)).toEqual([...SEVERITIES]);
    expect(Object.keys(english.task)).toEqual([...TASK_KINDS]);
  });

  it('are English for a language that is not there', () => {
    for (const language of ['xx', 'constructor', '__proto__', ''])
      expect(notificationWording(language)).toBe(notificationWording('en'));
  });
});
