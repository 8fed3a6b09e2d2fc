import type { NotificationWording } from './notification-wording.js';
import { pluralForm } from './plural-form.js';

const many = pluralForm('sl');

export const sl: NotificationWording = {
  locale: 'sl-SI',
  headline: {
    warning: 'Rok se bliža',
    overdue: 'Rok je zamujen',
    promise_broken: 'Obljuba ni držala',
    at_once: 'Potrebuje vas takoj',
    snooze_ended: 'Dremež je končan',
    source_trouble: 'Vira ni mogoče brati',
    source_recovered: 'Vir se spet bere',
    source_silent: 'Vir je nenavadno tih',
    credentials_expiring: 'Dostopni podatki bodo potekli',
    spike: 'Nenavadno veliko nezadovoljnih strank',
    digest_paused: 'Povzetek se ne pošilja več',
    channel_disabled: 'Kanal ne prejema več obvestil',
  },
  several: (count) =>
    many(count, {
      one: 'primer potrebuje pozornost',
      two: 'primera potrebujeta pozornost',
      few: 'primeri potrebujejo pozornost',
      other: 'primerov potrebuje pozornost',
    }),
  severity: { none: 'ni pritožba', low: 'blago', medium: 'srednje resno', high: 'resno', critical: 'kritično' },
  task: {
    answer: 'Odgovor',
    solve: 'Rešitev',
    review: 'Pregled nejasnega sporočila',
    promise: 'Obljuba',
    recovery_check: 'Preverjanje po rešitvi',
    review_request: 'Prošnja za posodobitev ocene',
    win_back: 'Ponovna pridobitev stranke',
    watch: 'Zgodnji znak',
  },
  due: (task, time) => `${task}: rok ${time}`,
  wasDue: (task, time) => `${task}: rok je bil ${time}`,
  snoozedUntil: (time) => `Dremež do ${time}`,
  share: (percent) => `poteklo je ${percent} % časa`,
  before: (amount) => `preostane: ${amount}`,
  atDue: 'rok je potekel',
  after: (amount) => `zamuda: ${amount}`,
  promiseBroken: 'obljubljeni dan je mimo',
  unassigned: 'primer nima skrbnika',
  unacknowledged: 'nihče ga ni potrdil',
  workingDays: (count) =>
    many(count, { one: 'delovni dan', two: 'delovna dneva', few: 'delovni dnevi', other: 'delovnih dni' }),
  workingHours: (count) =>
    many(count, { one: 'delovna ura', two: 'delovni uri', few: 'delovne ure', other: 'delovnih ur' }),
  workingMinutes: (count) =>
    many(count, { one: 'delovna minuta', two: 'delovni minuti', few: 'delovne minute', other: 'delovnih minut' }),
  cue: {
    legal: 'odvetnik, sodišče ali organ',
    threat: 'grožnja',
    manager: 'želi vodjo',
    safety: 'varnost',
    abuse: 'žalitev',
    press: 'mediji',
    churn: 'odhaja',
    repeat: 'ni prvič',
    critical: 'kritična resnost',
  },
  heard: (cues) => `V sporočilu: ${cues}`,
  someCustomer: 'Stranka',
  caseNumber: (id) => `Primer ${id}`,
  channelEnd: { gone: 'Prejemnik je odgovoril, da ne želi ničesar več.', given_up: 'Tri dni ni sprejel ničesar.' },
  channelAdvice:
    'Vnesite delujoč naslov in vklopite kanal; neposlano je shranjeno pod Sporočila in se lahko pošlje znova.',
  test: { headline: 'Preizkus', body: 'Earshot doseže ta kanal.' },
  expires: (time) => `Dostopni podatki potečejo ${time}`,
  rising: { source: (what) => `Vir ${what}`, topic: (what) => `Tema ${what}`, word: (what) => `Beseda »${what}«` },
  rise: (count, hours, usual) => `nezadovoljna sporočila v ${hours} h: ${count}, običajno ${usual}`,
  more: (count) => `in še ${count} na tabli`,
  open: 'Odpri primer',
  openSource: 'Odpri vir',
  openChannel: 'Odpri kanal',
  openBoard: 'Odpri seznam',
  earliest: (time) => `Najzgodnejši rok: ${time}`,
  footer: (organisation, zone) => `${organisation}. Časi so v pasu ${zone}.`,
};
