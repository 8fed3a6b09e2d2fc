import type { FormWording } from '../form-wording.js';

export const fi: FormWording = {
  title: 'Kerro, mikä meni pieleen',
  name: 'Nimi',
  email: 'Sähköpostiosoite',
  orderNumber: 'Tilaus- tai sopimusnumero',
  topic: 'Mitä asia koskee?',
  chooseTopic: 'Valitse',
  text: 'Viestisi',
  textHint: 'Mitä tapahtui ja mitä toivot meidän tekevän?',
  optional: '(vapaaehtoinen)',
  leaveEmpty: 'Jätä tämä tyhjäksi',
  send: 'Lähetä',
  privacy: 'Miten käytämme tietojasi',
  faults: {
    heading: 'Tarkista nämä kentät:',
    missing: 'Täytä tämä kenttä.',
    tooLong: 'Lyhennä enintään {{max}} merkkiin.',
    noAddress: 'Tämä ei ole sähköpostiosoite. Oikea muoto: nimi@example.com',
    noTopic: 'Valitse jokin aiheista.',
  },
  notices: {
    tooSoon: 'Lue viestisi vielä kerran ja paina uudelleen Lähetä.',
    expired: 'Lomake oli auki pitkään. Paina uudelleen Lähetä.',
    tooOften: 'Yhteydestäsi on tullut liian monta viestiä. Yritä uudelleen tunnin kuluttua.',
    busy: 'Viestiä ei voitu juuri nyt tallentaa. Paina minuutin kuluttua uudelleen Lähetä.',
  },
  closed: 'Lomake on tällä hetkellä suljettu. Ota meihin yhteyttä muulla tavalla.',
  thanks: {
    heading: 'Kiitos',
    text: 'Olemme saaneet viestisi ja selvitämme asian.',
  },
};
