import { inLanguageOf, type Severity, type TaskKind } from '@earshot/domain';

/** What calendars say, in one language. Nothing of a message or of a customer: calendars are kept by others. */
interface DeadlineWords {
  readonly calendar: string;
  readonly kind: Readonly<Record<TaskKind, string>>;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly case: string;
}

const EN: DeadlineWords = {
  calendar: 'Earshot: deadlines',
  kind: {
    answer: 'Answer',
    solve: 'Solve',
    review: 'Decide',
    promise: 'Keep the promise',
    recovery_check: 'Check the recovery',
    review_request: 'Ask for a review',
    win_back: 'Win back',
    watch: 'Look after',
  },
  severity: { critical: 'critical', high: 'high', medium: 'medium', low: 'low', none: 'none' },
  case: 'case',
};

const FI: DeadlineWords = {
  calendar: 'Earshot: määräajat',
  kind: {
    answer: 'Vastaa',
    solve: 'Ratkaise',
    review: 'Päätä',
    promise: 'Pidä lupaus',
    recovery_check: 'Tarkista, että asia on kunnossa',
    review_request: 'Pyydä arvio',
    win_back: 'Voita asiakas takaisin',
    watch: 'Seuraa',
  },
  severity: { critical: 'kriittinen', high: 'vakava', medium: 'keskitaso', low: 'lievä', none: 'ei' },
  case: 'tapaus',
};

const ID: DeadlineWords = {
  calendar: 'Earshot: tenggat',
  kind: {
    answer: 'Jawab',
    solve: 'Selesaikan',
    review: 'Putuskan',
    promise: 'Tepati janji',
    recovery_check: 'Periksa pemulihan',
    review_request: 'Minta ulasan',
    win_back: 'Rebut kembali',
    watch: 'Perhatikan',
  },
  severity: { critical: 'kritis', high: 'tinggi', medium: 'sedang', low: 'rendah', none: 'tidak ada' },
  case: 'kasus',
};

const LV: DeadlineWords = {
  calendar: 'Earshot: termiņi',
  kind: {
    answer: 'Atbildēt',
    solve: 'Atrisināt',
    review: 'Izlemt',
    promise: 'Turēt solījumu',
    recovery_check: 'Pārbaudīt, vai viss kārtībā',
    review_request: 'Lūgt atsauksmi',
    win_back: 'Atgūt klientu',
    watch: 'Pieskatīt',
  },
  severity: { critical: 'kritiska', high: 'augsta', medium: 'vidēja', low: 'zema', none: 'nav' },
  case: 'lieta',
};

const RU: DeadlineWords = {
  calendar: 'Earshot: сроки',
  kind: {
    answer: 'Ответить',
    solve: 'Решить',
    review: 'Принять решение',
    promise: 'Сдержать обещание',
    recovery_check: 'Проверить, всё ли в порядке',
    review_request: 'Попросить отзыв',
    win_back: 'Вернуть клиента',
    watch: 'Присмотреть',
  },
  severity: { critical: 'критично', high: 'серьёзно', medium: 'средне', low: 'слабо', none: 'нет' },
  case: 'обращение',
};

const SL: DeadlineWords = {
  calendar: 'Earshot: roki',
  kind: {
    answer: 'Odgovori',
    solve: 'Reši',
    review: 'Odloči',
    promise: 'Drži obljubo',
    recovery_check: 'Preveri, ali je urejeno',
    review_request: 'Prosi za oceno',
    win_back: 'Pridobi nazaj',
    watch: 'Spremljaj',
  },
  severity: { critical: 'kritično', high: 'hudo', medium: 'srednje', low: 'blago', none: 'nič' },
  case: 'primer',
};

const BY_LANGUAGE = { en: EN, fi: FI, id: ID, lv: LV, ru: RU, sl: SL };

/** In the reader's language, BCP 47; English where there is no other. */
export const deadlineWords = (language: string): DeadlineWords => inLanguageOf(BY_LANGUAGE, language);
