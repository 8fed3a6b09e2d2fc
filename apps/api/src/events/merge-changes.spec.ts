import { mergeChanges } from './merge-changes.js';

describe('many changes as one event', () => {
  it('name each id once and resume after the newest, also beyond what a number holds', () => {
    expect(
      mergeChanges([
        { id: '9007199254740995', topics: ['cases'], caseIds: ['1', '2'], sourceIds: [] },
        { id: '9007199254740993', topics: ['sources', 'cases'], caseIds: ['2'], sourceIds: ['5'] },
      ]),
    ).toEqual({ id: '9007199254740995', topics: ['cases', 'sources'], caseIds: ['1', '2'], sourceIds: ['5'] });
  });

  it('say only the topics when there are too many ids', () => {
    const caseIds = Array.from({ length: 3_000 }, (_, i) => String(i + 1));
    expect(mergeChanges([{ id: '1', topics: ['cases'], caseIds, sourceIds: [] }])).toEqual({
      id: '1',
      topics: ['cases'],
      caseIds: [],
      sourceIds: [],
    });
    expect(mergeChanges([])).toBeNull();
  });
});
