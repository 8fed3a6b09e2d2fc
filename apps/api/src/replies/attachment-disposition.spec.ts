import { attachmentDisposition } from './attachment-disposition.js';

it.each([
  ['offer.pdf', `attachment; filename="offer.pdf"; filename*=UTF-8''offer.pdf`],
  ['Hyvitys äiti.pdf', `attachment; filename="Hyvitys _iti.pdf"; filename*=UTF-8''Hyvitys%20%C3%A4iti.pdf`],
  ['a"b\r\nX-Evil: 1.txt', `attachment; filename="a_b__X-Evil: 1.txt"; filename*=UTF-8''a%22b%0D%0AX-Evil%3A%201.txt`],
])('the name %j of a file that is saved can say nothing else', (name, header) => {
  expect(attachmentDisposition(name)).toBe(header);
});
