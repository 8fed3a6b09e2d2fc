import type { FormWording } from '../form-wording.js';

export const lv: FormWording = {
  title: 'Pastāstiet, kas nogāja greizi',
  name: 'Vārds',
  email: 'E-pasta adrese',
  orderNumber: 'Pasūtījuma vai līguma numurs',
  topic: 'Par ko ir runa?',
  chooseTopic: 'Lūdzu, izvēlieties',
  text: 'Jūsu ziņa',
  textHint: 'Kas notika, un ko jūs vēlētos, lai mēs darām?',
  optional: '(nav obligāti)',
  leaveEmpty: 'Atstājiet šo tukšu',
  send: 'Nosūtīt',
  privacy: 'Kā mēs izmantojam jūsu datus',
  faults: {
    heading: 'Lūdzu, pārbaudiet šos laukus:',
    missing: 'Lūdzu, aizpildiet šo lauku.',
    tooLong: 'Lūdzu, saīsiniet līdz {{max}} rakstzīmēm.',
    noAddress: 'Šī nav e-pasta adrese. Pareizi būtu: vards@example.com',
    noTopic: 'Lūdzu, izvēlieties vienu no tematiem.',
  },
  notices: {
    tooSoon: 'Lūdzu, pārlasiet savu ziņu un vēlreiz nospiediet Nosūtīt.',
    expired: 'Veidlapa bija atvērta ilgi. Lūdzu, vēlreiz nospiediet Nosūtīt.',
    tooOften: 'No jūsu savienojuma ir saņemts pārāk daudz ziņu. Lūdzu, mēģiniet pēc stundas.',
    busy: 'Ziņu šobrīd nevarēja saglabāt. Lūdzu, pēc minūtes vēlreiz nospiediet Nosūtīt.',
  },
  closed: 'Šī veidlapa pašlaik ir slēgta. Lūdzu, sazinieties ar mums citādi.',
  thanks: {
    heading: 'Paldies',
    text: 'Mēs esam saņēmuši jūsu ziņu un to izskatīsim.',
  },
};
