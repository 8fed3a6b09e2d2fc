import type { MessageSketch } from '../../support/fake-messages.js';
import type { Screen } from './screen.js';

const MESSAGES: readonly MessageSketch[] = [
  {
    author: 'Liga Kalnina',
    text: 'Kad būs maksājums? Gaidu jau trešo nedēļu.',
    assessment: { language: 'lv', verdict: 'dissatisfied', probability: 0.93, severity: 'medium' },
    caseId: '1',
  },
  {
    author: 'Tomi',
    subject: 'Opening hours',
    text: 'Are you open on Sunday?',
  },
  {
    author: 'Budi Santoso',
    text: `Barangnya belum datang juga. ${'Sudah saya tanyakan dua kali. '.repeat(14)}`,
    assessment: { language: 'id', verdict: 'uncertain', probability: 0.47, severity: 'low' },
  },
  { author: 'mailer', kind: 'automatic', text: 'Your ticket was received.', assessment: null },
];

/** Everything that was read, what is in doubt, and the bench where the detector is tried. */
export const MESSAGE_SCREENS: readonly Screen[] = [
  {
    name: 'messages',
    path: '/messages',
    prepare: async (page, api) => {
      api.messages.add(MESSAGES);
      await page.reload();
      await page.getByText('Are you open on Sunday?').waitFor();
    },
  },
  { name: 'messages-empty', path: '/messages' },
  {
    name: 'by-hand',
    path: '/messages/by-hand',
    prepare: async (page) => {
      await page.getByRole('textbox', { name: 'What the customer said' }).fill('The parcel is three weeks late.');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText(/^Say who spoke/).waitFor();
    },
  },
  {
    name: 'by-hand-taken',
    path: '/messages/by-hand',
    prepare: async (page) => {
      await page.getByRole('textbox', { name: 'Name' }).fill('Anna');
      await page.getByRole('textbox', { name: 'What the customer said' }).fill('The parcel is three weeks late.');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('link', { name: 'Open case 1' }).waitFor();
    },
  },
  { name: 'review', path: '/review' },
  {
    name: 'detection',
    path: '/detection',
    prepare: async (page) => {
      await page.getByLabel('Text', { exact: true }).fill('Hello. Where is my parcel? I wrote twice.');
      await page.getByRole('button', { name: 'Judge it' }).click();
      await page.getByText('The customer is probably dissatisfied').waitFor();
    },
  },
];
