import type { LinkWording } from '../link-wording.js';

export const sl: LinkWording = {
  locale: 'sl-SI',
  over: {
    title: 'Ta povezava ne velja več',
    text: 'Potekla je ali pa se je na poti spremenila. Odprite primer v Earshotu.',
  },
  stop: {
    title: 'Ne želite več teh sporočil?',
    text: 'V Earshotu jih lahko znova vklopite.',
    button: 'Ne pošiljaj več',
  },
  stopped: { title: 'Ustavljeno', text: 'Teh sporočil ne boste več prejemali.' },
  action: {
    acknowledge: { button: 'Potrdi', done: 'Potrjeno.' },
    'assign-to-me': { button: 'Prevzemi primer', done: 'Primer je vaš.' },
  },
  used: (what, time) => `Že opravljeno: ${what}, ${time}.`,
  changed: 'Medtem se je spremenilo. Zdaj je tako.',
  notPossible: 'Tega ni več mogoče narediti.',
  noOwner: 'Nima skrbnika.',
  owner: (name) => `Skrbnik: ${name}.`,
  nothingDue: 'Noben rok ne teče.',
  due: (time) => `Rok: ${time}.`,
  wasDue: (time) => `Rok je bil ${time}.`,
  openCase: 'Odpri primer',
  openEarshot: 'Odpri Earshot',
};
