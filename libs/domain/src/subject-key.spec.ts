import { subjectKey } from './subject-key.js';

describe('the key of a subject', () => {
  it.each([
    ['Re: Where is my card?', 'Where is my card?'],
    ['VS: Vs: Kortti  puuttuu', 'kortti puuttuu'],
    ['AW[2]: Rechnung 4711', 'RECHNUNG 4711'],
    ['回复:Pesanan saya', 'pesanan saya'],
    ['Fwd: Re: Ответ: Где деньги', 'где деньги'],
  ])('is the same for %j and %j', (one, other) => {
    expect(subjectKey(one)).toBe(subjectKey(other));
    expect(subjectKey(one)).not.toBeNull();
  });

  it.each([[null], [''], ['Re:'], ['???'], ['Hi']])('does not exist for %j', (subject) => {
    expect(subjectKey(subject)).toBeNull();
  });

  it('keeps other matters apart', () => {
    expect(subjectKey('Re: Order 4711')).not.toBe(subjectKey('Re: Order 4712'));
  });
});
