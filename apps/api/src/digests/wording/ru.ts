import type { LinkWording } from '../link-wording.js';

export const ru: LinkWording = {
  locale: 'ru-RU',
  over: {
    title: 'Эта ссылка больше не действует',
    text: 'Её срок истёк, или она изменилась по дороге. Откройте обращение в Earshot.',
  },
  stop: {
    title: 'Больше не присылать эти письма?',
    text: 'Их можно снова включить в Earshot.',
    button: 'Не присылать',
  },
  stopped: { title: 'Отключено', text: 'Эти письма больше не будут приходить.' },
  action: {
    acknowledge: { button: 'Принять к сведению', done: 'Принято к сведению.' },
    'assign-to-me': { button: 'Взять себе', done: 'Обращение теперь у вас.' },
  },
  used: (what, time) => `Уже сделано: ${what}, ${time}.`,
  changed: 'Тем временем обращение изменилось. Теперь оно такое.',
  notPossible: 'Этого уже нельзя сделать.',
  noOwner: 'Ответственного нет.',
  owner: (name) => `Ответственный: ${name}.`,
  nothingDue: 'Сроков нет.',
  due: (time) => `Срок: ${time}.`,
  wasDue: (time) => `Срок был: ${time}.`,
  openCase: 'Открыть обращение',
  openEarshot: 'Открыть Earshot',
};
