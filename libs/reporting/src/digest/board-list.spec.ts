import { DIGEST_REASONS, type DigestScope } from '@earshot/domain';
import { boardList } from './board-list.js';

const everything: DigestScope = { sourceIds: [], languages: [], ownerIds: [] };
const exactly = (scope: DigestScope) =>
  DIGEST_REASONS.filter((reason) => boardList(reason, 'https://earshot.example', scope).exact);

describe('where the other cases of a digest are', () => {
  it('is a list as long as it says for what is late and what nobody owns only', () => {
    expect(exactly(everything)).toEqual(['overdue', 'unowned']);
    expect(exactly({ ...everything, sourceIds: ['7'], languages: ['lv'] })).toEqual(['overdue', 'unowned']);
  });

  it.each([
    ['two sources', { sourceIds: ['7', '8'] }],
    ['two languages', { languages: ['lv', 'fi'] }],
    ['an owner', { ownerIds: ['3'] }],
  ])('is a longer one for a digest of %s, which the board cannot be narrowed to', (_, narrowed) => {
    expect(exactly({ ...everything, ...narrowed })).toEqual([]);
  });
});
