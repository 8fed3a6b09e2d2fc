import type { NotificationWording } from './notification-wording.js';
import { pluralForm } from './plural-form.js';

const many = pluralForm('ru');

export const ru: NotificationWording = {
  locale: 'ru-RU',
  headline: {
    warning: 'Срок близко',
    overdue: 'Срок пропущен',
    promise_broken: 'Обещание не сдержано',
    at_once: 'Нужны вы сейчас',
    snooze_ended: 'Отсрочка закончилась',
    source_trouble: 'Источник не читается',
    source_recovered: 'Источник снова читается',
    source_silent: 'Источник необычно тих',
    credentials_expiring: 'Учётные данные истекают',
    spike: 'Необычно много недовольных клиентов',
    digest_paused: 'Сводка больше не отправляется',
    channel_disabled: 'Канал больше не оповещается',
  },
  several: (count) =>
    many(count, {
      one: 'обращение требует внимания',
      few: 'обращения требуют внимания',
      many: 'обращений требуют внимания',
      other: 'обращения требуют внимания',
    }),
  severity: { none: 'не жалоба', low: 'лёгкая', medium: 'средняя', high: 'серьёзная', critical: 'критическая' },
  task: {
    answer: 'Ответ',
    solve: 'Решение',
    review: 'Проверка неясного сообщения',
    promise: 'Обещание',
    recovery_check: 'Проверка после решения',
    review_request: 'Просьба обновить отзыв',
    win_back: 'Возвращение клиента',
    watch: 'Ранний признак',
  },
  due: (task, time) => `${task}: срок ${time}`,
  wasDue: (task, time) => `${task}: срок был ${time}`,
  snoozedUntil: (time) => `Отложено до ${time}`,
  share: (percent) => `прошло ${percent} % времени`,
  before: (amount) => `осталось: ${amount}`,
  atDue: 'срок прошёл',
  after: (amount) => `просрочено: ${amount}`,
  promiseBroken: 'обещанный день прошёл',
  unassigned: 'у обращения нет ответственного',
  unacknowledged: 'никто его не принял',
  workingDays: (count) =>
    many(count, { one: 'рабочий день', few: 'рабочих дня', many: 'рабочих дней', other: 'рабочего дня' }),
  workingHours: (count) =>
    many(count, { one: 'рабочий час', few: 'рабочих часа', many: 'рабочих часов', other: 'рабочего часа' }),
  workingMinutes: (count) =>
    many(count, { one: 'рабочая минута', few: 'рабочие минуты', many: 'рабочих минут', other: 'рабочей минуты' }),
  cue: {
    legal: 'юрист, суд или ведомство',
    threat: 'угроза',
    manager: 'требует руководителя',
    safety: 'безопасность',
    abuse: 'оскорбление',
    press: 'пресса',
    churn: 'уходит',
    repeat: 'не в первый раз',
    critical: 'критическая серьёзность',
  },
  heard: (cues) => `В сообщении: ${cues}`,
  someCustomer: 'Клиент',
  caseNumber: (id) => `Обращение ${id}`,
  channelEnd: { gone: 'Получатель ответил, что больше ничего не хочет.', given_up: 'Три дня он ничего не принимал.' },
  channelAdvice:
    'Введите рабочий адрес и включите канал; неотправленное хранится в разделе «Сообщения», и его можно отправить снова.',
  test: { headline: 'Проба', body: 'Earshot достигает этого канала.' },
  expires: (time) => `Учётные данные истекают ${time}`,
  rising: { source: (what) => `Источник ${what}`, topic: (what) => `Тема ${what}`, word: (what) => `Слово «${what}»` },
  rise: (count, hours, usual) => `недовольных сообщений за ${hours} ч: ${count}, обычно ${usual}`,
  more: (count) => `и ещё ${count} на доске`,
  open: 'Открыть обращение',
  openSource: 'Открыть источник',
  openChannel: 'Открыть канал',
  openBoard: 'Открыть список',
  earliest: (time) => `Первый срок: ${time}`,
  footer: (organisation, zone) => `${organisation}. Время указано по поясу ${zone}.`,
};
