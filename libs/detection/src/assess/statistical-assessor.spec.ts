import fc from 'fast-check';
import type { AssessmentInput } from '@earshot/domain';
import { loadAssessor } from './load-assessor.js';
import type { StatisticalAssessor } from './statistical-assessor.js';
import { MAX_JUDGED_LENGTH } from '../text/reading.js';

/** "When will the payment be made", politely, with a run of question marks. */
const FOUNDING: Readonly<Record<string, string>> = {
  en: 'When will the payment be made???',
  fi: 'Milloin maksu suoritetaan???',
  lv: 'Kad tiks veikts maksājums???',
  sl: 'Kdaj bo plačilo izvedeno???',
  id: 'Kapan pembayaran akan dilakukan???',
  ru: 'Когда будет произведен платеж???',
  et: 'Millal makse sooritatakse???',
  lt: 'Kada bus atliktas mokėjimas???',
  sv: 'När görs betalningen???',
  no: 'Når vil betalingen bli utført???',
  da: 'Hvornår bliver betalingen foretaget???',
  de: 'Wann wird die Zahlung ausgeführt???',
  nl: 'Wanneer wordt de betaling uitgevoerd???',
  fr: 'Quand le paiement sera-t-il effectué???',
  es: '¿Cuándo se realizará el pago???',
  pt: 'Quando será efetuado o pagamento???',
  it: 'Quando verrà effettuato il pagamento???',
  pl: 'Kiedy płatność zostanie zrealizowana???',
  cs: 'Kdy bude platba provedena???',
  sk: 'Kedy bude platba vykonaná???',
  hr: 'Kada će plaćanje biti izvršeno???',
  sr: 'Када ће плаћање бити извршено???',
  bs: 'Kada će uplata biti izvršena???',
  hu: 'Mikor történik meg a fizetés???',
  tr: 'Ödeme ne zaman yapılacak???',
  uk: 'Коли буде здійснено платіж???',
};

/** How long something takes, asked before anything went wrong. */
const DURATION: Readonly<Record<string, string>> = {
  en: 'How long does delivery take?',
  fi: 'Kuinka kauan toimitus kestää?',
  lv: 'Cik ilgi ir piegāde?',
  sl: 'Koliko časa traja dostava?',
  id: 'Berapa lama pengirimannya?',
  ru: 'Сколько длится доставка?',
  et: 'Kui kaua kohaletoimetamine võtab?',
  lt: 'Kiek laiko trunka pristatymas?',
  sv: 'Hur lång tid tar det',
  no: 'Hvor lang tid tar leveringen?',
  da: 'Hvor lang tid tager leveringen?',
  de: 'Wie lange dauert die Lieferung?',
  nl: 'Hoe lang duurt de levering?',
  fr: 'Combien de temps prend la livraison ?',
  es: '¿Cuánto tarda el envío?',
  pt: 'Quanto tempo demora a entrega?',
  it: 'Quanto tempo ci vuole per la consegna?',
  pl: 'Ile trwa dostawa?',
  cs: 'Jak dlouho trvá doručení?',
  sk: 'Ako dlho trvá doručenie?',
  hr: 'Koliko traje dostava?',
  sr: 'Колико траје достава?',
  hu: 'Meddig tart a kiszállítás?',
  tr: 'Teslimat ne kadar sürer?',
  uk: 'Скільки триває доставка?',
};

describe('the detector', () => {
  let assessor: StatisticalAssessor;
  const assess = (input: AssessmentInput | string) =>
    assessor.assess(typeof input === 'string' ? { text: input } : input);
  beforeAll(async () => {
    assessor = await loadAssessor();
  });

  it.each(Object.entries(FOUNDING))('hears impatience in a polite question with ??? in %s', (_language, text) => {
    const assessment = assess(text);
    expect(assessment.verdict).toBe('dissatisfied');
    expect(assessment.signals.map(({ label }) => label)).toContain('impatient-question');
  });

  it.each([
    'Thank you!!!',
    'Kiitos!!!',
    'Paldies!!!',
    'Hvala!!!',
    'Terima kasih!!!',
    'Спасибо!!!',
    'Tack så mycket!!!',
  ])('does not mistake joy for anger: %s', (text) => expect(assess(text).verdict).toBe('not_dissatisfied'));

  it('does not show half an emoji where a long subject is cut', () => {
    const subject = `@${'x'.repeat(498)}😡😡`;
    const { signals } = assess({ text: 'Still no answer.', subject });
    expect(signals.filter(({ evidence }) => !evidence.isWellFormed())).toEqual([]);
  });

  it('adds its signals up to the probability it gives', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.option(fc.integer({ min: 1, max: 5 })),
        (text, rating) => {
          const { probability, signals } = assess({ text, rating });
          const sum = signals.reduce((total, { weight }) => total + weight, 0);
          expect(1 / (1 + Math.exp(-sum))).toBeCloseTo(probability, 9);
        },
      ),
    );
  });

  it.each([
    'So disappointing.',
    'The second delivery was disappointing.',
    'We went there on a Monday and the second delivery of the week was disappointing.',
    `We went there on ${'a Monday and a Tuesday and '.repeat(8)}the delivery was disappointing.`,
  ])('calls a word of tone by one name, however much is said beside it: %s', (text) =>
    expect(assess(text).signals).toContainEqual(
      expect.objectContaining({ kind: 'tone', label: 'tone-negative', evidence: 'disappointing' }),
    ),
  );

  it('hears the tone of inflected words that no list holds', () => {
    const { signals } = assess({
      text: 'Tästä kaikesta jäi päällimmäiseksi ahdistuksesta johtuva tunne',
      language: 'fi',
    });
    expect(signals).toContainEqual(expect.objectContaining({ label: 'tone-negative', evidence: 'ahdistuksesta' }));
  });

  it('points at the evidence in the text as it was written', () => {
    const text = 'Hei! ODOTAN vielä VASTAUSTA, kirjoitan jo kolmatta kertaa 😡😡';
    for (const { evidence, start, end } of assess(text).signals)
      if (end > 0) expect(text.slice(start, end)).toBe(evidence);
  });

  it('keeps the places right beside a subject, which has none', () => {
    const text = 'Still no answer.';
    const { signals } = assess({ text, subject: 'Third time I write' });
    for (const { evidence, start, end } of signals) if (end > 0) expect(text.slice(start, end)).toBe(evidence);
    expect(signals.map(({ label }) => label)).toEqual(expect.arrayContaining(['repeat-contact', 'chasing']));
  });

  it.each([
    ['I will contact my lawyer.', 'legal'],
    ['Haluan puhua esimiehelle, tämä on käsittämätöntä', 'manager'],
    ['Es sūdzēšos patērētāju tiesību aizsardzības centrā, PTAC', 'legal'],
    ['Povedal bom novinarjem, sramota!', 'press'],
    ['Kalian semua bodoh, pelayanan sampah', 'abuse'],
    ['Вы пожалеете, я знаю где вы', 'threat'],
    ['The charger caught fire and I got an electric shock', 'safety'],
  ])('calls it critical when a customer says: %s', (text, kind) => {
    const { escalations, severity } = assess(text);
    expect(escalations.map((cue) => cue.kind)).toContain(kind);
    expect(severity).toBe('critical');
  });

  it('weighs the stars with the words', () => {
    const complaint = 'The zipper broke after one day and nobody answers my mails.';
    expect(assess({ text: complaint, rating: 5 }).verdict).not.toBe('not_dissatisfied');
    expect(assess({ text: 'Wrong button, all great, lovely people!', rating: 1 }).probability).toBeLessThan(
      assess({ text: 'Wrong button.', rating: 1 }).probability,
    );
    expect(assess({ text: 'ok', rating: 1 }).probability).toBeGreaterThan(
      assess({ text: 'ok', rating: 5 }).probability,
    );
  });

  it.each([
    ['1 star, wrong button, all great', 1],
    ['Vahingossa yksi tähti, palvelu oli loistavaa', 1],
    ['Nejauši nospiedu vienu zvaigzni, viss bija lieliski', 1],
    ['Pomotoma ena zvezdica, vse je bilo super', 2],
    ['Salah pencet bintang, pelayanannya bagus sekali', 1],
    ['Случайно поставил одну звезду, всё отлично', 1],
    ['Sorry, meant to give 5 stars, pressed the wrong one', 1],
  ])('lets a customer take back stars given by a slip: %s', (text, rating) =>
    expect(assess({ text, rating }).verdict).toBe('not_dissatisfied'),
  );

  it('does not excuse the company by a slip', () => {
    expect(assess({ text: 'Sorry, I pressed the wrong one. Still bad.', rating: 1 }).verdict).toBe('dissatisfied');
    expect(assess({ text: 'They charged me twice by mistake and nobody answers.', rating: 1 }).verdict).toBe(
      'dissatisfied',
    );
  });

  it.each(Object.entries(DURATION))('takes a plain question for one in %s: %s', (_language, text) =>
    expect(assess(text).verdict).toBe('not_dissatisfied'),
  );

  it.each(['How long does a refund usually take?', 'How long does it take to get a replacement?'])(
    'hears no demand in a plain question about a remedy: %s',
    (text) => expect(assess(text).verdict).toBe('not_dissatisfied'),
  );

  it.each([
    ['Sramota', true],
    ['Očajno', true],
    ['Elendig', true],
    ['Skuffet', true],
    ['Uselt', true],
    ['Užas', true],
    ['Mange tak', false],
    ['Tusen takk', false],
    ['Odlično', false],
    ['Hvala lijepa', false],
  ])('understands a message of a word or two that says all: %s', (text, isDissatisfied) =>
    expect(assess(text).verdict).toBe(isDissatisfied ? 'dissatisfied' : 'not_dissatisfied'),
  );

  it.each([
    'How much longer do I have to wait?',
    'Kuinka kauan vielä pitää odottaa?',
    'Cik ilgi vēl jāgaida?',
    'Kako dolgo še moram čakati?',
    'Berapa lama lagi saya harus menunggu?',
    'Сколько ещё ждать?',
  ])('hears who is tired of waiting: %s', (text) => expect(assess(text).verdict).toBe('dissatisfied'));

  it.each([
    'Not bad at all',
    'Ei hassumpi',
    'Nav slikti',
    'Ni slabo',
    'Tidak buruk',
    'Неплохо',
    'Gar nicht schlecht',
    'Macht was es soll. Nicht mehr und nicht weniger.',
    'Inte dåligt',
    'Pas mal du tout',
  ])('knows faint praise: %s', (text) => expect(assess(text).verdict).toBe('not_dissatisfied'));

  it.each([
    '@shop tracking says delivered, but there is nothing at my door',
    '@network been down since this morning, what is going on?',
    '@store I was given somebody else’s order',
    '@bank the app keeps logging me out',
  ])('hears a complaint told as a matter of fact: %s', (text) => expect(assess(text).verdict).toBe('dissatisfied'));

  it('takes a message that waits behind others more seriously', () => {
    const text = 'Onko asiaan tullut mitään?';
    const first = assess({ text }).probability;
    expect(assess({ text, unansweredBefore: 2 }).probability).toBeGreaterThan(first);
    expect(assess({ text, threadProbability: 0.95 }).probability).toBeGreaterThan(first);
  });

  it('turns round what is denied', () => {
    expect(assess('Not good.').probability).toBeGreaterThan(assess('Good.').probability);
    expect(assess('Not bad at all, thank you').verdict).not.toBe('dissatisfied');
  });

  it.each([
    ['Out of office: I am on annual leave until Monday. In urgent matters write to support.', 'automatic-reply'],
    ['Dear team, I am writing to apply for the position of waiter. My CV is attached.', 'application'],
  ])('does not take this for a customer: %s', (text, label) => {
    const { verdict, signals } = assess({ text, channel: 'email' });
    expect(signals.map((signal) => signal.label)).toContain(label);
    expect(verdict).toBe('not_dissatisfied');
  });

  it('judges the beginning of a very long text, and says so', () => {
    const { judgedLength, verdict } = assess('Still no answer from you. '.repeat(40_000));
    expect(judgedLength).toBe(MAX_JUDGED_LENGTH);
    expect(verdict).toBe('dissatisfied');
    expect(assess('Still no answer.').judgedLength).toBeNull();
  });

  it('survives what people paste', () => {
    const odd = [
      '',
      '\u0000',
      '\ud800',
      'a\ud800',
      '\u202eabc',
      'Z\u0351\u036b\u0343a\u0300lgo',
      '😡'.repeat(10_000),
      '('.repeat(5000),
      '?'.repeat(20_000),
    ];
    for (const text of odd) expect(assess(text).probability).toBeGreaterThanOrEqual(0);
  });

  it.each([
    ['Kdaj bom dobil svoj denar nazaj, zakaj se nihče ne oglasi?', 'sl'],
    ['kogda budet oplata? uzhe tri nedeli zhdu', 'ru-Latn'],
    ['Når kommer pakken min? Jeg har ventet i tre uker nå', 'no'],
    ['Hvornår kommer min pakke? Jeg har ventet i tre uger nu', 'da'],
    ['12345', 'und'],
  ])('names the language of: %s', (text, language) => expect(assess(text).language).toBe(language));

  it('believes the channel about a short text', () => {
    expect(assess({ text: 'ok', language: 'lv' }).language).toBe('lv');
    expect(assess({ text: 'ok', language: 'en_gb' }).language).toBe('en-GB');
  });

  it.each(['', '\0', 'Latvian language', 'und'])('does not take %j for the name of a language', (language) => {
    expect(assess({ text: '12345', language }).language).toBe('und');
  });

  it.each([
    ['en', 'Could you tell me where my order is???'],
    ['de', 'Könnten Sie mir sagen, wo meine Bestellung ist???'],
    ['nl', 'Kunt u mij vertellen waar mijn bestelling is???'],
    ['pt', 'Pode dizer-me onde está a minha encomenda???'],
    ['fi', 'Voisitteko kertoa missä tilaukseni on???'],
    ['sl', 'Mi lahko poveste, kje je moje naročilo???'],
  ])('hears impatience however politely it asks, in %s', (_language, text) =>
    expect(assess(text).verdict).toBe('dissatisfied'),
  );

  it.each([
    ['The parcel has not been delivered.', 'Best regards, Anna'],
    ['Pakettia ei ole toimitettu.', 'Ystävällisin terveisin, Liisa'],
    ['Paketet har inte levererats.', 'Med vänliga hälsningar, Anna'],
    ['Pasūtījums nav saņemts.', 'Ar cieņu, Jānis'],
    ['Paket ni bil dostavljen.', 'Lep pozdrav, Ana'],
    ['Заказ не доставлен.', 'С уважением, Анна'],
  ])('does not take the end of a letter for kindness: %s %s', (complaint, closing) =>
    expect(assess(`${complaint}\n\n${closing}`).verdict).toBe('dissatisfied'),
  );

  it('is no surer of what is said two hundred times than of what is said a few times', () => {
    const few = assess('Hello. '.repeat(20)).probability;
    expect(assess('Hello. '.repeat(200)).probability).toBeCloseTo(few, 2);
    expect(few).toBeLessThan(0.6);
  });

  it('takes a path after an equals sign for no frown', () =>
    expect(assess('set path=/srv/data please').signals.map(({ label }) => label)).not.toContain('frown'));

  it.each([
    'Uusi sairaala avataan Turkuun keväällä.',
    'Jauna slimnīca tiks atvērta pavasarī.',
    'Новая больница откроется весной.',
  ])('sees no danger in a hospital that nobody was taken to: %s', (text) =>
    expect(assess(text)).toMatchObject({ severity: 'none', escalations: [] }),
  );

  it.each([
    'I ended up in hospital after eating it',
    'Jouduin sairaalaan tuotteenne takia',
    'Из-за вас попала в больницу',
  ])('sees danger where somebody was taken to hospital: %s', (text) => expect(assess(text).severity).toBe('critical'));

  it('lets stars speak where the text has no word', () => {
    const silent = assess({ text: '', rating: 1 });
    expect(assess({ text: '.', rating: 1 }).probability).toBeCloseTo(silent.probability, 6);
    expect(silent.verdict).toBe('dissatisfied');
  });
});
