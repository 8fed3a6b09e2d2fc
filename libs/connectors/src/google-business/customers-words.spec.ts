import { customersWords } from './customers-words.js';

describe('the words of a review beside its translation', () => {
  it.each([
    ['Slow and rude', 'Slow and rude'],
    ['(Translated by Google) Slow and rude\n\n(Original)\nHidas ja tyly', 'Hidas ja tyly'],
    ['Hidas ja tyly\n\n(Translated by Google)\nSlow and rude', 'Hidas ja tyly'],
    ['(Translated by Google) Slow', 'Slow'],
    ['An (Original) idea', 'An (Original) idea'],
    ['', ''],
  ])('%j', (comment, words) => expect(customersWords(comment)).toBe(words));
});
