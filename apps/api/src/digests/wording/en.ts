import type { LinkWording } from '../link-wording.js';

export const en: LinkWording = {
  locale: 'en-GB',
  over: {
    title: 'This link is over',
    text: 'It has expired, or it was changed on its way. Open the case in Earshot instead.',
  },
  stop: { title: 'Stop these mails?', text: 'You can switch them on again in Earshot.', button: 'Stop them' },
  stopped: { title: 'Stopped', text: 'You get no more of these mails.' },
  action: {
    acknowledge: { button: 'Acknowledge', done: 'Acknowledged.' },
    'assign-to-me': { button: 'Take the case', done: 'The case is yours.' },
  },
  used: (what, time) => `Done already: ${what}, ${time}.`,
  changed: 'It was changed meanwhile. This is how it is now.',
  notPossible: 'That is not to be done any more.',
  noOwner: 'Nobody owns it.',
  owner: (name) => `${name} owns it.`,
  nothingDue: 'Nothing is due.',
  due: (time) => `Due ${time}.`,
  wasDue: (time) => `It was due ${time}.`,
  openCase: 'Open the case',
  openEarshot: 'Open Earshot',
};
