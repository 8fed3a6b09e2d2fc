import { answerOf, isOwnAddress } from './own-messages.js';
import { incoming } from '../../../test/support/messages.js';

const own = { addresses: ['Service@Harbour-Bank.example'], domains: ['harbour.example'] };

describe('what the organisation wrote itself', () => {
  it.each(['service@harbour-bank.example', 'jonas@harbour.example', 'bot@mail.harbour.example'])(
    'is told by %s',
    (address) => {
      expect(isOwnAddress(address, own)).toBe(true);
    },
  );

  it.each(['aino@harbour-bank.example', 'aino@notharbour.example', 'harbour.example@mail.example', null])(
    'is not told by %s',
    (address) => {
      expect(isOwnAddress(address, own)).toBe(false);
    },
  );

  it('answers what it refers to, unless a machine wrote it', () => {
    const message = incoming({ references: ['<question>'], kind: 'automatic' });
    expect(answerOf(message)).toMatchObject({ answers: ['<question>'], threadId: message.threadId, automatic: true });
  });
});
