import { AINO, MARIS, SOURCES, type CaseSketch } from './fake-data.js';

/** A morning's list: many languages, channels and moods, as a service-quality team meets them. */
export const A_MORNING: readonly CaseSketch[] = [
  {
    customer: 'Pekka Nieminen',
    subject: 'Lattia myöhässä jo toista viikkoa',
    text: 'Hei, lupasitte että lattia asennetaan viimeistään perjantaina. Nyt on maanantai eikä kukaan ole edes soittanut. Tämä on jo kolmas kerta kun kysyn. Milloin maksu palautetaan??? Jos en saa vastausta tänään, otan yhteyttä kuluttajansuojaan.',
    language: 'fi',
    severity: 'critical',
    dueInHours: -3.2,
    evidence: [
      ['lupasitte', 'promise-broken', 1.6],
      ['eikä kukaan ole edes soittanut', 'ignored', 1.8],
      ['kolmas kerta', 'repeat-contact', 1.4],
      ['???', 'question-run', 0.5],
      ['kuluttajansuojaan', 'lawyer', 1.8],
    ],
    escalations: ['legal', 'repeat'],
    topics: ['delivery', 'refund'],
    owner: AINO,
    quoted:
      'Hei Pekka,\n\nkiitos viestistäsi. Asennus on varattu perjantaille 20.11.\n\nTerveisin\nNordvik asiakaspalvelu',
    signature: 'Pekka Nieminen\n+358 40 555 0123',
    attachments: [{ name: 'tilausvahvistus.pdf', type: 'application/pdf', size: 182_331 }],
    earlier: [
      { text: 'Hei! Milloin lattia tulee? Tilauksessa lukee viikko 46.', hoursAgo: 190 },
      {
        text: 'Thank you for your message. We will get back to you as soon as we can.',
        hoursAgo: 189.9,
        ours: 'automatic',
      },
      {
        text: 'Hei Pekka,\n\nkiitos viestistäsi. Asennus on varattu perjantaille 20.11.\n\nTerveisin\nNordvik asiakaspalvelu',
        hoursAgo: 166,
        ours: 'person',
      },
    ],
  },
  {
    customer: 'Ilze Bērziņa',
    subject: 'Kur ir mana nauda?',
    text: 'Jau trešo reizi rakstu un atbildes nav. Pasūtījums atcelts pirms mēneša, nauda joprojām nav atmaksāta. Ļoti vīlusies.',
    language: 'lv',
    severity: 'high',
    dueInHours: 1.4,
    evidence: [
      ['Jau trešo reizi rakstu', 'repeat-contact', 1.4],
      ['atbildes nav', 'chasing', 1.6],
      ['nauda joprojām nav atmaksāta', 'unpaid', 1.2],
      ['Ļoti vīlusies', 'disappointed', 2],
    ],
    escalations: ['repeat'],
    topics: ['refund', 'communication'],
  },
  {
    customer: 'Grant Whitfield',
    subject: null,
    text: 'Great service, only three weeks late. And when the table finally came, a leg was missing. Nobody picks up the phone. I want to speak to your manager.',
    language: 'en',
    severity: 'critical',
    dueInHours: 3.1,
    evidence: [
      ['Great service, only three weeks late', 'sarcasm', 1.8],
      ['was missing', 'missing', 1.1],
      ['Nobody picks up the phone', 'ignored', 1.8],
      ['speak to your manager', 'manager', 1.4],
    ],
    escalations: ['manager'],
    topics: ['delivery', 'product-quality'],
    channel: 'review',
    source: SOURCES.reviews,
    rating: 1,
    owner: MARIS,
  },
  {
    customer: 'Мария Соколова',
    subject: 'Где мой заказ?',
    text: 'Жду уже вторую неделю, трек не обновляется, на звонки никто не отвечает!!! Верните деньги, больше к вам ни ногой.',
    language: 'ru',
    severity: 'high',
    dueInHours: 21,
    evidence: [
      ['Жду уже вторую неделю', 'waiting', 1.1],
      ['никто не отвечает', 'chasing', 1.6],
      ['!!!', 'exclamation-run', 0.2],
      ['больше к вам ни ногой', 'never-again', 2.1],
    ],
    escalations: ['churn'],
    topics: ['delivery', 'refund'],
  },
  {
    customer: 'Nina Kovač',
    subject: 'Reklamacija: omara ne zapira',
    text: 'Pozdravljeni, vrata omare se ne zapirajo, vijaki manjkajo. Prosim za zamenjavo. Hvala za prijazen pogovor po telefonu, a težava ostaja.',
    language: 'sl',
    severity: 'medium',
    dueInHours: 22.5,
    evidence: [
      ['se ne zapirajo', 'does-not-work', 1.3],
      ['vijaki manjkajo', 'missing', 1.1],
      ['Prosim za zamenjavo', 'replacement', 0.7],
      ['prijazen pogovor', 'friendly', -1.4],
    ],
    topics: ['product-quality'],
    channel: 'form',
    source: { id: '6', name: 'Contact form', kind: 'form', sample: false },
  },
  {
    customer: 'Dewi Lestari',
    subject: 'Barang rusak',
    text: 'Barang datang rusak dan kotor. Sudah chat admin 2x tapi tidak dibalas 😡 Tolong kembalikan uang saya.',
    language: 'id',
    severity: 'high',
    dueInHours: 27,
    evidence: [
      ['rusak dan kotor', 'broken', 1.3],
      ['tidak dibalas', 'ignored', 1.8],
      ['😡', 'angry-sign', 1.2],
      ['kembalikan uang saya', 'refund', 0.8],
    ],
    topics: ['product-quality', 'refund'],
    channel: 'social',
    source: SOURCES.social,
  },
  {
    customer: 'Jürgen Hoffmann-Wieczorek',
    subject: 'Rechnung 2026-11894',
    text: 'Sehr geehrte Damen und Herren, zum wiederholten Male wurde mir der Betrag doppelt abgebucht. Ich erwarte eine Erklärung bis Ende der Woche.',
    language: 'de',
    severity: 'medium',
    dueInHours: 46,
    evidence: [
      ['zum wiederholten Male', 'repeat-contact', 1.4],
      ['doppelt abgebucht', 'overcharged', 1.5],
      ['Ich erwarte eine Erklärung', 'demand', 1],
    ],
    topics: ['payment'],
    owner: AINO,
  },
  {
    customer: 'kahvikuppi82',
    subject: 'Onko muilla sama ongelma?',
    text: 'Verkkokauppa heittää ulos kesken maksun. Kokeiltu kolmella selaimella. Ei kovin luottamusta herättävää.',
    language: 'fi',
    severity: 'low',
    dueInHours: 51,
    evidence: [
      ['heittää ulos kesken maksun', 'does-not-work', 1.3],
      ['Ei kovin luottamusta herättävää', 'negated-praise', 1.6],
    ],
    topics: ['website', 'payment'],
    channel: 'forum',
    source: SOURCES.forum,
  },
  {
    customer: 'Sofia Lindqvist',
    subject: 'Sample: late delivery',
    text: 'When will the payment be made??? I was told it would take two days.',
    language: 'en',
    severity: 'low',
    dueInHours: 70,
    evidence: [
      ['When will the payment be made???', 'impatient-question', 1.6],
      ['I was told', 'promise-broken', 0.35],
    ],
    topics: ['payment'],
    source: SOURCES.sample,
  },
  {
    customer: 'Tomas Jankauskas',
    subject: 'Dėl grąžinimo',
    text: 'Grąžinau prekę spalio 28 d., o pinigų kaip nėra, taip nėra. Kiek dar laukti?',
    language: 'lt',
    severity: 'medium',
    dueInHours: 94,
    evidence: [
      ['pinigų kaip nėra, taip nėra', 'unpaid', 1.2],
      ['Kiek dar laukti?', 'how-long', 1.3],
    ],
    topics: ['refund', 'waiting'],
  },
];

export const ANSWERED: readonly CaseSketch[] = [
  {
    customer: 'Hanna Virtanen',
    subject: 'Väärä väri',
    text: 'Sain väärän värisen maton. Haluaisin vaihtaa sen.',
    language: 'fi',
    severity: 'low',
    dueInHours: null,
    evidence: [['väärän värisen', 'wrong-item', 1.3]],
    owner: MARIS,
  },
];

export const IN_DOUBT: readonly CaseSketch[] = [
  {
    customer: 'Oskar Tamm',
    subject: 'Küsimus',
    text: 'Kas tellimus 4411 on teel või mitte? Aitäh.',
    language: 'et',
    severity: 'none',
    dueInHours: 60,
    evidence: [
      ['on teel või mitte?', 'when', 0.3],
      ['Aitäh', 'thanks', -0.7],
    ],
    topics: ['delivery'],
  },
];

/** Text that strangers send to see what happens: it must stay text, and must not break the page. */
export const HOSTILE: readonly CaseSketch[] = [
  {
    customer: '<script>window.hacked = true</script>',
    subject: '<img src=x onerror="window.hacked = true">',
    text: 'Hello <b>bold</b> <script>window.hacked = true</script> {{constructor.constructor("window.hacked = true")()}} $t(app.close)',
    language: 'en',
    severity: 'high',
    dueInHours: 5,
    evidence: [['<script>window.hacked = true</script>', 'angry', 2]],
    quoted: '<iframe src="javascript:window.hacked=true"></iframe>',
  },
  {
    customer: 'W'.repeat(300),
    subject: 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(12),
    text: 'x'.repeat(900),
    language: 'und',
    severity: 'medium',
    dueInHours: 6,
  },
  {
    customer: 'محمد العبد الله',
    subject: 'أين طلبي؟',
    text: 'مرحبا، طلبت كرسي رقم ABC-123 منذ شهر ولم يصل حتى الآن. خدمة سيئة جدا!!!',
    language: 'ar',
    severity: 'high',
    dueInHours: 7,
    evidence: [['خدمة سيئة جدا', 'terrible', 2.2]],
  },
  {
    customer: '👩‍👩‍👧‍👦🏳️‍🌈',
    subject: '😡😡😡🤬👎🏽',
    text: '🤬👎🏽👎🏽👎🏽 ya basta 👩🏽‍🦰😭 Z̷̢̛a̵l̶g̷o̸',
    language: 'und',
    severity: 'low',
    dueInHours: 8,
    evidence: [['🤬', 'angry-sign', 1.2]],
  },
];

/** Any number of cases, each with its own words. */
export function manyCases(count: number): CaseSketch[] {
  return Array.from({ length: count }, (_, index) => {
    const sketch = A_MORNING[index % A_MORNING.length] as CaseSketch;
    return { ...sketch, customer: `${sketch.customer} ${index + 1}`, dueInHours: -20 + index * 0.05 };
  });
}
