import { recipientWarnings } from './recipient-warnings.js';

describe('recipientWarnings', () => {
  it.each(['noreply@shop.example', 'No-Reply@shop.example', 'do-not-reply+17@shop.example', 'no_reply@x.example'])(
    'warns of %s, where nobody reads',
    (to) => expect(recipientWarnings(to, 'person')).toEqual(['no-reply-address']),
  );

  it.each(['nora.replyson@x.example', 'vera@noreply.example', null])('has nothing against %s', (to) => {
    expect(recipientWarnings(to, 'person')).toEqual([]);
  });

  it('warns before junk is answered', () => {
    expect(recipientWarnings('win@x.example', 'spam')).toEqual(['spam']);
  });
});
