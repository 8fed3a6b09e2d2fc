import type { LinkWording } from '../link-wording.js';

export const fi: LinkWording = {
  locale: 'fi-FI',
  over: {
    title: 'Tämä linkki ei ole enää voimassa',
    text: 'Se on vanhentunut tai muuttunut matkalla. Avaa tapaus Earshotissa.',
  },
  stop: { title: 'Lopetetaanko nämä viestit?', text: 'Voit ottaa ne takaisin käyttöön Earshotissa.', button: 'Lopeta' },
  stopped: { title: 'Lopetettu', text: 'Et saa enää näitä viestejä.' },
  action: {
    acknowledge: { button: 'Kuittaa', done: 'Kuitattu.' },
    'assign-to-me': { button: 'Ota tapaus', done: 'Tapaus on sinun.' },
  },
  used: (what, time) => `Tehty jo: ${what}, ${time}.`,
  changed: 'Tapausta on muutettu tällä välin. Näin asia on nyt.',
  notPossible: 'Sitä ei voi enää tehdä.',
  noOwner: 'Sillä ei ole vastuuhenkilöä.',
  owner: (name) => `Vastuuhenkilö on ${name}.`,
  nothingDue: 'Mitään ei ole erääntymässä.',
  due: (time) => `Määräaika: ${time}.`,
  wasDue: (time) => `Määräaika oli ${time}.`,
  openCase: 'Avaa tapaus',
  openEarshot: 'Avaa Earshot',
};
