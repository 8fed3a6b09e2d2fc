import { openPlaceholders } from './placeholders';

describe('what a template has left open', () => {
  it('is found once by name, at its first place', () => {
    expect(openPlaceholders('Dear {{customer.name}}, {{ problem }} {{problem}} {not} {{}}')).toEqual([
      { name: 'customer.name', start: 5, end: 22 },
      { name: 'problem', start: 24, end: 37 },
      { name: '', start: 56, end: 60 },
    ]);
  });

  it('is nothing in plain words', () => {
    expect(openPlaceholders('You get {50 %} back, {{')).toEqual([]);
  });
});
