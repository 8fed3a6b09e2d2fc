import { ByHandRequest } from '@earshot/contracts';
import { byHandRequest, missingFields, UNTOUCHED } from './by-hand-request.js';

const CALL = { ...UNTOUCHED, name: ' Anna ', text: ' Nobody answers. ', at: '2026-03-02T10:00' };

describe('a call as it is sent', () => {
  it('says only what was said, at the time on the clocks of who typed it in', () => {
    const sent = byHandRequest(CALL, 'Europe/Helsinki');
    expect(sent).toEqual({
      customer: { name: 'Anna' },
      at: '2026-03-02T08:00:00.000Z',
      channel: 'phone',
      text: 'Nobody answers.',
    });
    expect(ByHandRequest.safeParse(sent).success).toBe(true);
    expect(byHandRequest({ ...CALL, sourceId: '7' }, 'UTC')).toMatchObject({ sourceId: '7' });
  });

  it('needs words, a time, and somebody who spoke', () => {
    expect(missingFields(UNTOUCHED)).toEqual(['customer', 'at', 'text']);
    expect(missingFields({ ...CALL, name: ' ', phone: '+358 40 1234567' })).toEqual([]);
  });
});
