import type { FormWording } from '../form-wording.js';

export const en: FormWording = {
  title: 'Tell us what went wrong',
  name: 'Name',
  email: 'E-mail address',
  orderNumber: 'Order or contract number',
  topic: 'What is it about?',
  chooseTopic: 'Please choose',
  text: 'Your message',
  textHint: 'What happened, and what would you like us to do?',
  optional: '(optional)',
  leaveEmpty: 'Leave this empty',
  send: 'Send',
  privacy: 'How we use your data',
  faults: {
    heading: 'Please check these fields:',
    missing: 'Please fill this in.',
    tooLong: 'Please shorten this to {{max}} characters.',
    noAddress: 'This is not an e-mail address. Right would be: name@example.com',
    noTopic: 'Please choose one of the topics.',
  },
  notices: {
    tooSoon: 'Please look at your message once more and press Send again.',
    expired: 'The form was open for a long time. Please press Send again.',
    tooOften: 'Too many messages have come from your connection. Please try again in an hour.',
    busy: 'Your message could not be stored just now. Please press Send again in a minute.',
  },
  closed: 'This form is closed at the moment. Please reach us in another way.',
  thanks: {
    heading: 'Thank you',
    text: 'We have received your message and will look into it.',
  },
};
