import { inLanguageOf, type Topic } from '@earshot/domain';

/** What customers complain of, in the languages that mails and chats are written in. */
const NAMES = {
  en: {
    delivery: 'Delivery',
    payment: 'Payment',
    refund: 'Refunds',
    'product-quality': 'Product quality',
    staff: 'Staff',
    waiting: 'Waiting',
    website: 'Website',
    price: 'Price',
    communication: 'Communication',
    other: 'Other',
  },
  fi: {
    delivery: 'Toimitus',
    payment: 'Maksaminen',
    refund: 'Hyvitykset',
    'product-quality': 'Tuotteen laatu',
    staff: 'Henkilöstö',
    waiting: 'Odottaminen',
    website: 'Verkkosivut',
    price: 'Hinta',
    communication: 'Viestintä',
    other: 'Muu',
  },
  lv: {
    delivery: 'Piegāde',
    payment: 'Maksājumi',
    refund: 'Atmaksa',
    'product-quality': 'Preces kvalitāte',
    staff: 'Darbinieki',
    waiting: 'Gaidīšana',
    website: 'Tīmekļa vietne',
    price: 'Cena',
    communication: 'Saziņa',
    other: 'Cits',
  },
  sl: {
    delivery: 'Dostava',
    payment: 'Plačilo',
    refund: 'Vračila',
    'product-quality': 'Kakovost izdelka',
    staff: 'Osebje',
    waiting: 'Čakanje',
    website: 'Spletna stran',
    price: 'Cena',
    communication: 'Komunikacija',
    other: 'Drugo',
  },
  id: {
    delivery: 'Pengiriman',
    payment: 'Pembayaran',
    refund: 'Pengembalian dana',
    'product-quality': 'Kualitas produk',
    staff: 'Staf',
    waiting: 'Menunggu',
    website: 'Situs web',
    price: 'Harga',
    communication: 'Komunikasi',
    other: 'Lainnya',
  },
  ru: {
    delivery: 'Доставка',
    payment: 'Оплата',
    refund: 'Возврат денег',
    'product-quality': 'Качество товара',
    staff: 'Персонал',
    waiting: 'Ожидание',
    website: 'Сайт',
    price: 'Цена',
    communication: 'Общение',
    other: 'Другое',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Topic, string>>>>;

/**
 * A topic as readers of a language call it. Of a topic that is not known, as an older or newer installation may have named
 * it, its key.
 *
 * @param language BCP 47; the region is not looked at, and a reader of any other language reads English
 */
export function topicName(topic: string, language: string): string {
  const names = inLanguageOf<Readonly<Record<string, string>>>(NAMES, language);
  return Object.hasOwn(names, topic) ? (names[topic] ?? topic) : topic;
}
