import { notificationWording } from './catalogue.js';

describe('the wording of notifications', () => {
  it.each(['fi', 'lv', 'sl', 'id', 'ru'])('is %s’s own throughout', (language) => {
    const words = notificationWording(language);
    const english = notificationWording('en');
    expect(words.locale).toMatch(new RegExp(`^${language}-`));
    for (const part of ['headline', 'severity', 'task', 'cue', 'channelEnd'] as const) {
      expect(Object.keys(words[part]).sort()).toEqual(Object.keys(english[part]).sort());
      const same = Object.entries<string>(words[part]).filter(
        ([key, text]) => text === (english[part] as Record<string, string>)[key],
      );
      expect(same).toEqual([]);
    }
    expect(words.channelAdvice).not.toBe(english.channelAdvice);
  });

  it.each([
    ['sl', ['1 delovni dan', '2 delovna dneva', '3 delovni dnevi', '5 delovnih dni', '101 delovni dan']],
    ['ru', ['1 рабочий день', '2 рабочих дня', '3 рабочих дня', '5 рабочих дней', '101 рабочий день']],
    ['lv', ['1 darbdiena', '2 darbdienas', '3 darbdienas', '5 darbdienas', '101 darbdiena']],
    ['id', ['1 hari kerja', '2 hari kerja', '3 hari kerja', '5 hari kerja', '101 hari kerja']],
  ])('counts as %s does', (language, expected) => {
    const { workingDays } = notificationWording(language);
    expect([1, 2, 3, 5, 101].map(workingDays)).toEqual(expected);
  });

  it('is English for whoever reads another language', () => {
    expect(notificationWording('de-AT')).toBe(notificationWording('en-GB'));
  });
});
