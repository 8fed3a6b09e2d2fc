import fc from 'fast-check';
import { ownWords } from './own-words.js';

/** The line above a quote, as mail programs write it in each language; all of them stand above `>` lines and above bare text. */
const ATTRIBUTIONS: readonly [program: string, lines: string][] = [
  ['Gmail en', 'On Thu, Mar 12, 2026 at 10:22 AM Shop Support <support@shop.example> wrote:'],
  ['Gmail en, wrapped', 'On Thu, Mar 12, 2026 at 10:22 AM Shop Support <\nsupport@shop.example> wrote:'],
  [
    'Gmail en, wrapped twice',
    'On Thu, 12 Mar 2026 at 10:22, Customer Service of the Shop\n<customer.service.department@very-long-shop-name.example>\nwrote:',
  ],
  ['Apple en', 'On 12 Mar 2026, at 10.22, Shop Support <support@shop.example> wrote:'],
  ['Thunderbird en', 'On 12/03/2026 10:22, Shop Support wrote:'],
  ['Yahoo en', 'On Thursday, March 12, 2026 at 10:22:05 AM GMT+2, Shop Support <support@shop.example> wrote:'],
  ['Proton en', 'On Thursday, March 12th, 2026 at 10:22 AM, Shop Support <support@shop.example> wrote:'],
  ['Gmail fi', 'to 12. maalisk. 2026 klo 10.22 Shop Support (support@shop.example) kirjoitti:'],
  ['Apple fi', 'Shop Support <support@shop.example> kirjoitti 12.3.2026 kello 10.22:'],
  ['Apple fi, wrapped', 'Shop Support <support@shop.example>\nkirjoitti 12.3.2026 kello 10.22:'],
  ['Thunderbird fi', 'Shop Support kirjoitti 12.3.2026 klo 10.22:'],
  [
    'Gmail lv',
    'ceturtd., 2026. g. 12. marts, plkst. 10:22 — lietotājs Shop Support (<support@shop.example>) rakstīja:',
  ],
  ['Thunderbird lv', '2026.03.12. 10:22, Shop Support rakstīja:'],
  ['Gmail sl', 'V V čet., 12. mar. 2026 ob 10:22 je oseba Shop Support <support@shop.example> napisala:'],
  ['Thunderbird sl', 'Dne 12. 03. 2026 ob 10:22 je Shop Support napisal(a):'],
  ['without accents sl', 'V V cet., 12. mar. 2026 ob 10:22 je oseba Shop Support <support@shop.example> napisala:'],
  ['Gmail id', 'Pada tanggal Kam, 12 Mar 2026 pukul 10.22 Shop Support <support@shop.example> menulis:'],
  ['Apple id', 'Pada 12 Mar 2026, pukul 10.22, Shop Support <support@shop.example> menulis:'],
  ['Gmail ru', 'чт, 12 мар. 2026 г. в 10:22, Shop Support <support@shop.example>:'],
  ['Thunderbird ru', '12.03.2026 10:22, Служба поддержки пишет:'],
  ['Apple ru', '12 марта 2026 г., в 10:22, Служба Поддержки <support@shop.example> написал(а):'],
  ['Yandex', '12.03.2026, 10:22, "Служба поддержки" <support@shop.example>:'],
  ['mail.ru', 'Четверг, 12 марта 2026, 10:22 +03:00 от Служба поддержки <support@shop.example>:'],
  ['Gmail et', 'Kuupäev N, 12. märts 2026 kell 10:22 kirjutas Shop Support <support@shop.example>:'],
  ['Thunderbird et', 'Kirjutas Shop Support 12.03.2026 kell 10:22:'],
  ['Gmail lt', '2026-03-12, kt, 10:22 Shop Support <support@shop.example> rašė:'],
  ['Thunderbird lt', '2026-03-12 10:22, Shop Support rašė:'],
  ['Gmail sv', 'Den tors 12 mars 2026 kl 10:22 skrev Shop Support <support@shop.example>:'],
  ['Thunderbird sv', 'Den 2026-03-12 kl. 10:22, skrev Shop Support:'],
  ['Apple sv', '12 mars 2026 kl. 10:22 skrev Shop Support <support@shop.example>:'],
  ['Gmail no', 'tor. 12. mars 2026 kl. 10:22 skrev Shop Support <support@shop.example>:'],
  ['Thunderbird no', 'Den 12.03.2026 10:22, skrev Shop Support:'],
  ['Gmail da', 'Den tors. 12. mar. 2026 kl. 10.22 skrev Shop Support <support@shop.example>:'],
  ['Thunderbird da', 'Den 12-03-2026 kl. 10:22 skrev Shop Support:'],
  ['Gmail de', 'Am Do., 12. März 2026 um 10:22 Uhr schrieb Shop Support <support@shop.example>:'],
  ['Thunderbird de', 'Am 12.03.26 um 10:22 schrieb Max Mustermann:'],
  ['Apple de', 'Am 12.03.2026 um 10:22 schrieb Shop Support <support@shop.example>:'],
  ['name first de', 'Shop Support <support@shop.example> schrieb am Do., 12. März 2026, 10:22:'],
  ['Gmail nl', 'Op do 12 mrt 2026 om 10:22 schreef Shop Support <support@shop.example>:'],
  ['Apple nl', 'Op 12 mrt. 2026, om 10:22 heeft Shop Support <support@shop.example> het volgende geschreven:'],
  ['Thunderbird nl', 'Op 12-03-2026 om 10:22 schreef Shop Support:'],
  ['Gmail fr', 'Le jeu. 12 mars 2026 à 10:22, Shop Support <support@shop.example> a écrit :'],
  ['Thunderbird fr', 'Le 12/03/2026 à 10:22, Shop Support a écrit :'],
  ['Apple fr', 'Le 12 mars 2026 à 10:22, Shop Support <support@shop.example> a écrit :'],
  ['Gmail es', 'El jue, 12 mar 2026 a las 10:22, Shop Support (<support@shop.example>) escribió:'],
  ['Thunderbird es', 'El 12/3/26 a las 10:22, Shop Support escribió:'],
  ['Apple es', 'El 12 mar 2026, a las 10:22, Shop Support <support@shop.example> escribió:'],
  ['Gmail pt-BR', 'Em qui., 12 de mar. de 2026 às 10:22, Shop Support <support@shop.example> escreveu:'],
  ['Gmail pt-PT', 'Shop Support <support@shop.example> escreveu (quinta, 12/03/2026 à(s) 10:22):'],
  ['Thunderbird pt', 'Em 12/03/2026 10:22, Shop Support escreveu:'],
  ['Gmail it', 'Il giorno gio 12 mar 2026 alle ore 10:22 Shop Support <support@shop.example> ha scritto:'],
  ['Thunderbird it', 'Il 12/03/2026 10:22, Shop Support ha scritto:'],
  ['Gmail pl', 'czw., 12 mar 2026 o 10:22 Shop Support <support@shop.example> napisał(a):'],
  ['Thunderbird pl', 'W dniu 12.03.2026 o 10:22, Shop Support pisze:'],
  ['Apple pl', 'Wiadomość napisana przez Shop Support <support@shop.example> w dniu 12.03.2026, o godz. 10:22:'],
  ['Gmail cs', 'čt 12. 3. 2026 v 10:22 odesílatel Shop Support <support@shop.example> napsal:'],
  ['Thunderbird cs', 'Dne 12. 03. 26 v 10:22 Shop Support napsal(a):'],
  ['Gmail sk', 'št 12. 3. 2026 o 10:22 Shop Support <support@shop.example> napísal(a):'],
  ['Thunderbird sk', 'Dňa 12. 3. 2026 o 10:22 Shop Support napísal(a):'],
  ['Gmail hr', 'čet, 12. ožu 2026. u 10:22 Shop Support <support@shop.example> napisao je:'],
  ['Thunderbird hr', 'Dana 12.3.2026. u 10:22, Shop Support je napisao/la:'],
  ['Gmail sr cyrillic', 'чет, 12. мар 2026. у 10:22 Shop Support <support@shop.example> је написао/ла:'],
  ['Gmail sr latin', 'čet, 12. mar 2026. u 10:22 Shop Support <support@shop.example> je napisao/la:'],
  ['Gmail bs', 'čet, 12. mar 2026. u 10:22 Shop Support <support@shop.example> je napisao/la:'],
  ['Gmail hu', 'Shop Support <support@shop.example> ezt írta (időpont: 2026. márc. 12., Cs, 10:22):'],
  ['Thunderbird hu', '2026. 03. 12. 10:22 keltezéssel, Shop Support írta:'],
  ['Gmail tr', 'Shop Support <support@shop.example>, 12 Mar 2026 Per, 10:22 tarihinde şunu yazdı:'],
  ['Thunderbird tr', '12.03.2026 10:22 tarihinde Shop Support yazdı:'],
  ['Apple tr', 'Shop Support <support@shop.example> şunları yazdı (12 Mar 2026 10:22):'],
  ['Gmail uk', 'чт, 12 бер. 2026 р. о 10:22 Shop Support <support@shop.example> пише:'],
  ['Thunderbird uk', '12.03.26 10:22, Служба підтримки пише:'],
  [
    'Outlook for Mac',
    'On 12/03/2026, 10:22, "Shop Support" <support@shop.example<mailto:support@shop.example>> wrote:',
  ],
];

const HEADER_BLOCKS: readonly [program: string, lines: string][] = [
  [
    'Outlook en',
    'From: Shop Support <support@shop.example>\nSent: Thursday, March 12, 2026 10:22 AM\nTo: Customer <me@home.example>\nSubject: Your order',
  ],
  [
    'Outlook en, rule',
    '________________________________\nFrom: Shop Support <support@shop.example>\nSent: Thursday, March 12, 2026 10:22:11 AM\nTo: Customer <me@home.example>\nSubject: Your order',
  ],
  [
    'Outlook en, old',
    '-----Original Message-----\nFrom: Shop Support\nSent: Thursday, March 12, 2026 10:22 AM\nTo: Customer\nSubject: Your order',
  ],
  [
    'Outlook en, bold',
    '*From:* Shop Support <support@shop.example>\n*Sent:* Thursday, March 12, 2026 10:22 AM\n*To:* Customer\n*Subject:* Your order',
  ],
  [
    'Samsung',
    '-------- Original message --------\nFrom: Shop Support <support@shop.example>\nDate: 12/03/2026 10:22 (GMT+02:00)\nTo: me@home.example\nSubject: Your order',
  ],
  [
    'Outlook fi',
    'Lähettäjä: Kauppa <tuki@kauppa.example>\nLähetetty: torstai 12. maaliskuuta 2026 10.22\nVastaanottaja: Asiakas <me@home.example>\nAihe: VS: Tilaus',
  ],
  [
    'Outlook fi, old',
    '-----Alkuperäinen viesti-----\nLähettäjä: Kauppa\nLähetetty: 12. maaliskuuta 2026 10:22\nVastaanottaja: Asiakas\nAihe: Tilaus',
  ],
  [
    'Outlook lv',
    'No: Veikals <atbalsts@veikals.example>\nNosūtīts: ceturtdiena, 2026. gada 12. marts 10:22\nKam: Klients <me@home.example>\nTēma: Pasūtījums',
  ],
  [
    'Outlook sl',
    'Od: Trgovina <pomoc@trgovina.example>\nPoslano: četrtek, 12. marec 2026 10:22\nZa: Kupec <me@home.example>\nZadeva: Naročilo',
  ],
  [
    'Outlook id',
    'Dari: Toko <bantuan@toko.example>\nDikirim: Kamis, 12 Maret 2026 10.22\nKepada: Pelanggan <me@home.example>\nSubjek: Pesanan',
  ],
  [
    'Outlook ru',
    'От: Магазин <help@shop.example>\nОтправлено: 12 марта 2026 г. 10:22\nКому: Клиент <me@home.example>\nТема: Заказ',
  ],
  [
    'Outlook et',
    'Saatja: Pood <abi@pood.example>\nSaadetud: neljapäev, 12. märts 2026 10:22\nAdressaat: Klient <me@home.example>\nTeema: Tellimus',
  ],
  [
    'Outlook lt',
    'Nuo: Parduotuvė <pagalba@shop.example>\nIšsiųsta: 2026 m. kovo 12 d., ketvirtadienis 10:22\nKam: Klientas <me@home.example>\nTema: Užsakymas',
  ],
  [
    'Outlook sv',
    'Från: Butiken <support@shop.example>\nSkickat: den 12 mars 2026 10:22\nTill: Kund <me@home.example>\nÄmne: Beställning',
  ],
  [
    'Outlook no',
    'Fra: Butikken <support@shop.example>\nSendt: torsdag 12. mars 2026 10:22\nTil: Kunde <me@home.example>\nEmne: Bestilling',
  ],
  [
    'Outlook da',
    'Fra: Butikken <support@shop.example>\nSendt: 12. marts 2026 10:22\nTil: Kunde <me@home.example>\nEmne: Bestilling',
  ],
  [
    'Outlook de',
    'Von: Laden <hilfe@laden.example>\nGesendet: Donnerstag, 12. März 2026 10:22\nAn: Kunde <me@home.example>\nBetreff: Bestellung',
  ],
  [
    'GMX',
    'Gesendet: Donnerstag, 12. März 2026 um 10:22 Uhr\nVon: "Laden" <hilfe@laden.example>\nAn: me@home.example\nBetreff: Bestellung',
  ],
  [
    'Outlook de, old',
    '-----Ursprüngliche Nachricht-----\nVon: Laden\nGesendet: Donnerstag, 12. März 2026 10:22\nAn: Kunde\nBetreff: Bestellung',
  ],
  [
    'Outlook nl',
    'Van: Winkel <hulp@winkel.example>\nVerzonden: donderdag 12 maart 2026 10:22\nAan: Klant <me@home.example>\nOnderwerp: Bestelling',
  ],
  [
    'Outlook fr',
    'De : Boutique <aide@boutique.example>\nEnvoyé : jeudi 12 mars 2026 10:22\nÀ : Client <me@home.example>\nObjet : Commande',
  ],
  [
    'Outlook es',
    'De: Tienda <ayuda@tienda.example>\nEnviado: jueves, 12 de marzo de 2026 10:22\nPara: Cliente <me@home.example>\nAsunto: Pedido',
  ],
  [
    'Outlook pt',
    'De: Loja <ajuda@loja.example>\nEnviado: quinta-feira, 12 de março de 2026 10:22\nPara: Cliente <me@home.example>\nAssunto: Pedido',
  ],
  [
    'Outlook it',
    'Da: Negozio <aiuto@negozio.example>\nInviato: giovedì 12 marzo 2026 10:22\nA: Cliente <me@home.example>\nOggetto: Ordine',
  ],
  [
    'Outlook pl',
    'Od: Sklep <pomoc@sklep.example>\nWysłano: czwartek, 12 marca 2026 10:22\nDo: Klient <me@home.example>\nTemat: Zamówienie',
  ],
  [
    'Outlook cs',
    'Od: Obchod <pomoc@obchod.example>\nOdesláno: čtvrtek 12. března 2026 10:22\nKomu: Zákazník <me@home.example>\nPředmět: Objednávka',
  ],
  [
    'Seznam',
    '---------- Původní e-mail ----------\nOd: Obchod <pomoc@obchod.example>\nKomu: me@home.example\nDatum: 12. 3. 2026 10:22:11\nPředmět: Objednávka',
  ],
  [
    'Outlook sk',
    'Od: Obchod <pomoc@obchod.example>\nOdoslané: štvrtok 12. marca 2026 10:22\nKomu: Zákazník <me@home.example>\nPredmet: Objednávka',
  ],
  [
    'Outlook hr',
    'Od: Trgovina <pomoc@trgovina.example>\nPoslano: četvrtak, 12. ožujka 2026. 10:22\nPrima: Kupac <me@home.example>\nPredmet: Narudžba',
  ],
  [
    'Outlook sr cyrillic',
    'Од: Продавница <pomoc@shop.example>\nПослато: четвртак, 12. март 2026. 10:22\nЗа: Купац <me@home.example>\nНаслов: Поруџбина',
  ],
  [
    'Outlook sr latin',
    'Od: Prodavnica <pomoc@shop.example>\nPoslato: četvrtak, 12. mart 2026. 10:22\nZa: Kupac <me@home.example>\nNaslov: Porudžbina',
  ],
  [
    'Outlook bs',
    'Od: Prodavnica <pomoc@shop.example>\nPoslano: četvrtak, 12. mart 2026. 10:22\nZa: Kupac <me@home.example>\nPredmet: Narudžba',
  ],
  [
    'Outlook hu',
    'Feladó: Bolt <segitseg@bolt.example>\nElküldve: 2026. március 12., csütörtök 10:22\nCímzett: Vevő <me@home.example>\nTárgy: Rendelés',
  ],
  [
    'Outlook tr',
    'Kimden: Mağaza <destek@magaza.example>\nGönderildi: 12 Mart 2026 Perşembe 10:22\nKime: Müşteri <me@home.example>\nKonu: Sipariş',
  ],
  [
    'Outlook uk',
    'Від: Магазин <help@shop.example>\nНадіслано: 12 березня 2026 р. 10:22\nКому: Клієнт <me@home.example>\nТема: Замовлення',
  ],
  [
    'without accents fi',
    'Lahettaja: Kauppa <tuki@kauppa.example>\nLahetetty: torstai 12. maaliskuuta 2026 10.22\nVastaanottaja: Asiakas\nAihe: Tilaus',
  ],
];

/** How people close in each language, and what devices add; the customer's sentence stands before it. */
const SIGNATURES: readonly [name: string, lines: string][] = [
  ['separator', '-- \nMatti Meikäläinen\nTestikuja 1\n+358 40 123 4567'],
  ['trimmed separator', '--\nJohn Smith\nAcme Ltd'],
  ['en', 'Best regards,\nJohn Smith\nAcme Ltd | +44 20 7946 0000'],
  ['en thanks', 'Thanks,\nJohn'],
  ['fi', 'Terveisin\nMatti Meikäläinen'],
  ['fi one line', 'Ystävällisin terveisin Matti Meikäläinen'],
  ['fi short', 'T. Matti'],
  ['lv', 'Ar cieņu,\nJānis Bērziņš\nTālr. +371 2000 0000'],
  ['sl', 'Lep pozdrav,\nJanez Novak'],
  ['sl short', 'LP, Janez'],
  ['id', 'Hormat saya,\nBudi Santoso'],
  ['id salam', 'Salam,\nBudi'],
  ['ru', 'С уважением,\nИван Петров\nтел. +7 900 000-00-00'],
  ['et', 'Lugupidamisega\nMari Tamm'],
  ['lt', 'Pagarbiai\nJonas Jonaitis'],
  ['sv', 'Med vänlig hälsning\nAnders Svensson'],
  ['sv short', 'Mvh Anders'],
  ['no', 'Med vennlig hilsen\nOla Nordmann'],
  ['da', 'Venlig hilsen\nJens Hansen'],
  ['de', 'Mit freundlichen Grüßen\n\nMax Mustermann\nMusterstraße 1\n12345 Musterstadt'],
  ['de short', 'MfG\nM. Mustermann'],
  ['nl', 'Met vriendelijke groet,\nJan de Vries'],
  ['fr', 'Cordialement,\nJean Dupont'],
  ['es', 'Un saludo,\nJosé García'],
  ['pt', 'Atenciosamente,\nJoão Silva'],
  ['it', 'Cordiali saluti\nMario Rossi'],
  ['pl', 'Pozdrawiam\nJan Kowalski'],
  ['cs', 'S pozdravem\nJan Novák'],
  ['sk', 'S pozdravom\nJán Novák'],
  ['hr', 'Srdačan pozdrav,\nIvan Horvat'],
  ['sr cyrillic', 'С поштовањем,\nПетар Петровић'],
  ['sr latin', 'S poštovanjem,\nPetar Petrović'],
  ['bs', 'S poštovanjem\nEmir Hadžić'],
  ['hu', 'Üdvözlettel:\nKovács János'],
  ['tr', 'Saygılarımla,\nAhmet Yılmaz'],
  ['uk', 'З повагою,\nОлена Коваль'],
  ['iPhone en', 'Sent from my iPhone'],
  ['Outlook for iOS', 'Get Outlook for iOS<https://aka.ms/o0ukef>'],
  ['iPhone fi', 'Lähetetty iPhonesta'],
  ['Samsung fi', 'Lähetetty Samsung Galaxy -älypuhelimesta.'],
  ['iPhone lv', 'Nosūtīts no mana iPhone'],
  ['iPhone sl', 'Poslano iz mojega iPhona'],
  ['iPhone id', 'Dikirim dari iPhone saya'],
  ['iPhone ru', 'Отправлено с iPhone'],
  ['Yandex ru', '-- \nОтправлено из мобильного приложения Яндекс Почты'],
  ['iPhone et', 'Saadetud minu iPhone’ist'],
  ['iPhone lt', 'Išsiųsta iš mano iPhone'],
  ['iPhone sv', 'Skickat från min iPhone'],
  ['iPhone no', 'Sendt fra min iPhone'],
  ['iPhone da', 'Sendt fra min iPhone'],
  ['iPhone de', 'Von meinem iPhone gesendet'],
  ['WEB.DE', 'Diese Nachricht wurde von meinem Android Mobiltelefon mit WEB.DE Mail gesendet.'],
  ['iPhone nl', 'Verstuurd vanaf mijn iPhone'],
  ['iPhone fr', 'Envoyé de mon iPhone'],
  ['iPhone es', 'Enviado desde mi iPhone'],
  ['iPhone pt', 'Enviado do meu iPhone'],
  ['iPhone it', 'Inviato da iPhone'],
  ['iPhone pl', 'Wysłane z iPhone’a'],
  ['iPhone cs', 'Odesláno z iPhonu'],
  ['iPhone sk', 'Odoslané z iPhonu'],
  ['iPhone hr', 'Poslano s mog iPhonea'],
  ['iPhone sr', 'Poslato sa iPhone-a'],
  ['iPhone hu', 'iPhone-ról küldve'],
  ['iPhone tr', 'iPhone’umdan gönderildi'],
  ['iPhone uk', 'Надіслано з iPhone'],
  ['closing and device', 'Terveisin\nMatti\n\nLähetetty iPhonesta'],
  [
    'footer en',
    'This e-mail and any attachments are confidential and intended solely for the addressee. If you have received it in error, please delete it.',
  ],
  [
    'footer fi',
    'Tämä sähköposti ja sen liitteet ovat luottamuksellisia ja tarkoitettu vain vastaanottajalle. Jos sait viestin erehdyksessä, poista se: luottamuksellinen.',
  ],
  [
    'footer de',
    'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind, informieren Sie bitte den Absender.',
  ],
];

/** White space at the end of a line is not kept. */
const trimmed = (text: string) => text.replace(/ +$/gm, '');

const OWN = 'The parcel never came and nobody answers me!\n\nWhen will I get my money back???';
const QUOTE = 'Dear customer,\nyour parcel is on its way.';

describe('the customer’s own words', () => {
  it.each(ATTRIBUTIONS)('end where %s quotes with marks', (_, attribution) => {
    const marked = QUOTE.replace(/^/gm, '> ');
    expect(ownWords(`${OWN}\n\n${attribution}\n\n${marked}\n`)).toEqual({
      text: OWN,
      quoted: `${attribution}\n\n${marked}`,
      signature: null,
      forwarded: false,
    });
  });

  it.each(ATTRIBUTIONS)('end where %s quotes without marks', (_, attribution) => {
    const { text, quoted } = ownWords(`${OWN}\n\n${attribution}\n${QUOTE}`);
    expect({ text, quoted }).toEqual({ text: OWN, quoted: `${attribution}\n${QUOTE}` });
  });

  it.each(ATTRIBUTIONS)('stand below what %s quotes', (_, attribution) => {
    expect(ownWords(`${attribution}\n> ${QUOTE.replace('\n', '\n> ')}\n\n${OWN}`).text).toBe(OWN);
  });

  it.each(HEADER_BLOCKS)('end where %s puts the other mail', (_, header) => {
    const { text, quoted } = ownWords(`${OWN}\n\n${header}\n\n${QUOTE}`);
    expect({ text, quoted }).toEqual({ text: OWN, quoted: `${header}\n\n${QUOTE}` });
  });

  it.each(SIGNATURES)('leave out the signature: %s', (_, signature) => {
    expect(ownWords(`${OWN}\n\n${signature}`)).toEqual({
      text: OWN,
      quoted: null,
      signature: trimmed(signature),
      forwarded: false,
    });
  });

  it.each(SIGNATURES)('leave out the signature above a quote: %s', (_, signature) => {
    const { text, signature: found } = ownWords(`${OWN}\n${signature}\n\n${HEADER_BLOCKS[0]?.[1]}\n\n${QUOTE}`);
    expect({ text, found }).toEqual({ text: OWN, found: trimmed(signature) });
  });
});

describe('what a customer writes is never taken for something else', () => {
  it.each([
    ['an attribution in a sentence', 'On Monday I wrote to you:\nwhere is my parcel?\nNo answer.'],
    ['a date and a verb in a sentence', 'On 12 March 2026 I wrote to you:\nmy phone is broken.\nYou did not care.'],
    [
      'what an employee wrote',
      'On 12 March 2026 at 10:22 your employee wrote to me:\nwe will pay on Friday.\nNothing came.',
    ],
    ['German prose', 'Am 12.03.2026 um 10:22 schrieb ich Ihnen:\nDas Gerät ist kaputt.\nKeine Antwort.'],
    ['Finnish prose', 'Kirjoitin teille 12.3.2026 klo 10.22:\nlaite on rikki.\nEi vastausta.'],
    ['Russian prose', '12.03.2026 в 10:22 я вам писал:\nтовар сломан.\nОтвета нет.'],
    ['a line that begins with From', 'From: the very first day your service was bad.\nI want my money.'],
    ['a journey', 'My trip was cancelled.\nFrom: Helsinki\nTo: Riga\nDate: 12.3.2026\nI want a refund.'],
    ['a list with headings', 'Problems:\n1. late\n2. broken\n\nThanks for nothing!'],
    ['an angry face', 'Nobody answers\n>:(\nPay me!'],
    ['a comparison', 'I have waited\n>10 days for the parcel'],
    ['thanks alone', 'Thank you'],
    ['thanks at the end', 'Everything works now.\nThank you very much!'],
    ['a greeting that is a closing elsewhere', 'Pozdrav,\nmoj paket nije stigao.'],
    ['a greeting alone on its line', 'Salam\n\nPaket saya belum datang juga.'],
    [
      'a sentence with a device',
      'The invoice was sent from my old email address, please change it to the new one. Is that possible?',
    ],
    ['an order that begins with a closing word', 'Best price they said.\nBest service ever, only three weeks late.'],
  ])('%s', (_, text) => {
    expect(ownWords(text)).toEqual({ text, quoted: null, signature: null, forwarded: false });
  });

  it('keeps every answer between the lines of a quote', () => {
    const text =
      'On 12/03/2026 10:22, Shop Support wrote:\n> Did you get it?\nNo!\n> When did you order?\nThree weeks ago.\n\n> Kind regards\n> Anna';
    expect(ownWords(text).text).toBe('No!\n\nThree weeks ago.');
  });

  it('keeps a postscript', () => {
    expect(ownWords('Where is it?\n\nBest regards,\nJohn\n\nP.S. I also want my money back.')).toEqual({
      text: 'Where is it?\n\nP.S. I also want my money back.',
      quoted: null,
      signature: 'Best regards,\nJohn',
      forwarded: false,
    });
  });

  it('finds no words in an answer that is only a quote', () => {
    const text = 'On 12/03/2026 10:22, Shop Support wrote:\n> Hello';
    expect(ownWords(text)).toEqual({ text: '', quoted: text, signature: null, forwarded: false });
  });

  it('takes the writer’s name at the end for a signature', () => {
    const { text, signature } = ownWords('Missä pakettini on?\n\nMatti', { author: 'Matti Meikäläinen' });
    expect({ text, signature }).toEqual({ text: 'Missä pakettini on?', signature: 'Matti' });
  });
});

describe('a mail that was passed on', () => {
  const mail =
    'From: Ann <ann@home.example>\nDate: Thu, 12 Mar 2026 10:22\nSubject: Broken\nTo: <info@shop.example>\n\nIt broke after a day!!!\n\nRegards\nAnn';

  it.each([
    ['Gmail', '---------- Forwarded message ---------\n'],
    ['Gmail ru', '---------- Пересылаемое сообщение ----------\n'],
    ['Gmail lv', '---------- Pārsūtīts ziņojums ---------\n'],
    ['Apple', 'Begin forwarded message:\n\n'],
    ['Apple de', 'Anfang der weitergeleiteten Nachricht:\n\n'],
    ['Thunderbird', '-------- Forwarded Message --------\n'],
    ['Outlook', ''],
  ])('is read itself when nothing was added: %s', (_, title) => {
    expect(ownWords(title + mail)).toMatchObject({
      text: 'It broke after a day!!!',
      signature: 'Regards\nAnn',
      forwarded: true,
    });
  });

  it('is the comment when there is one', () => {
    const { text, quoted } = ownWords(`Can you look at this?\n\n---------- Forwarded message ---------\n${mail}`);
    expect(text).toBe('Can you look at this?');
    expect(quoted).toContain('It broke after a day!!!');
  });

  it('is read where Apple Mail put quote marks before it', () => {
    const text = `Begin forwarded message:\n\n${mail.replace(/^/gm, '> ')}`;
    expect(ownWords(text).text).toBe('It broke after a day!!!');
  });

  it('is not read where the mail is an answer', () => {
    expect(ownWords(mail, { isReply: true })).toMatchObject({ text: '', forwarded: false });
  });
});

describe('no line is ever lost', () => {
  const pieces = [
    OWN,
    QUOTE,
    ...ATTRIBUTIONS,
    ...HEADER_BLOCKS,
    ...SIGNATURES,
    '> quoted',
    '>> deeper',
    '',
    '---',
    'Best',
  ].map((piece) => (typeof piece === 'string' ? piece : piece[1]));
  const bare = (text: string) =>
    text
      .split('\n')
      .map((line) => line.replace(/^[\s>]+/, '').trim())
      .filter((line) => line !== '')
      .sort();

  it('for any mixture of what mails are made of', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'grapheme' })), { maxLength: 12 }),
        fc.boolean(),
        (parts, isReply) => {
          const text = parts.join('\n');
          const { text: own, quoted, signature } = ownWords(text, { isReply });
          expect(bare([own, quoted ?? '', signature ?? ''].join('\n'))).toEqual(bare(text));
        },
      ),
      { numRuns: 400 },
    );
  });
});
