import type { LinkWording } from '../link-wording.js';

export const lv: LinkWording = {
  locale: 'lv-LV',
  over: {
    title: 'Šī saite vairs nav derīga',
    text: 'Tās termiņš ir beidzies, vai arī tā ceļā ir mainīta. Atveriet lietu Earshot.',
  },
  stop: { title: 'Vai vairs nesūtīt šīs vēstules?', text: 'Earshot tās var atkal ieslēgt.', button: 'Vairs nesūtīt' },
  stopped: { title: 'Apturēts', text: 'Šīs vēstules jūs vairs nesaņemsiet.' },
  action: {
    acknowledge: { button: 'Pieņemt zināšanai', done: 'Pieņemts zināšanai.' },
    'assign-to-me': { button: 'Uzņemties lietu', done: 'Lieta ir jūsu.' },
  },
  used: (what, time) => `Jau izdarīts: ${what}, ${time}.`,
  changed: 'Pa to laiku lieta ir mainīta. Tagad tā izskatās šādi.',
  notPossible: 'To vairs nevar izdarīt.',
  noOwner: 'Tai nav atbildīgā.',
  owner: (name) => `Atbild ${name}.`,
  nothingDue: 'Termiņu nav.',
  due: (time) => `Termiņš: ${time}.`,
  wasDue: (time) => `Termiņš bija ${time}.`,
  openCase: 'Atvērt lietu',
  openEarshot: 'Atvērt Earshot',
};
