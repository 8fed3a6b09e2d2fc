import type { FormWording } from '../form-wording.js';

export const sl: FormWording = {
  title: 'Povejte nam, kaj je šlo narobe',
  name: 'Ime',
  email: 'E-poštni naslov',
  orderNumber: 'Številka naročila ali pogodbe',
  topic: 'Za kaj gre?',
  chooseTopic: 'Prosimo, izberite',
  text: 'Vaše sporočilo',
  textHint: 'Kaj se je zgodilo in kaj želite, da storimo?',
  optional: '(neobvezno)',
  leaveEmpty: 'Pustite prazno',
  send: 'Pošlji',
  privacy: 'Kako uporabljamo vaše podatke',
  faults: {
    heading: 'Prosimo, preverite ta polja:',
    missing: 'Prosimo, izpolnite to polje.',
    tooLong: 'Prosimo, skrajšajte na {{max}} znakov.',
    noAddress: 'To ni e-poštni naslov. Pravilno bi bilo: ime@example.com',
    noTopic: 'Prosimo, izberite eno od tem.',
  },
  notices: {
    tooSoon: 'Prosimo, še enkrat preglejte sporočilo in znova pritisnite Pošlji.',
    expired: 'Obrazec je bil dolgo odprt. Prosimo, znova pritisnite Pošlji.',
    tooOften: 'Z vaše povezave je prišlo preveč sporočil. Prosimo, poskusite znova čez eno uro.',
    busy: 'Sporočila trenutno ni bilo mogoče shraniti. Prosimo, čez minuto znova pritisnite Pošlji.',
  },
  closed: 'Obrazec je trenutno zaprt. Prosimo, obrnite se na nas drugače.',
  thanks: {
    heading: 'Hvala',
    text: 'Vaše sporočilo smo prejeli in ga bomo obravnavali.',
  },
};
