import { z } from 'zod';
import { CONNECTORS, connectorOf } from './connectors.js';

describe('the table of connectors', () => {
  it('has every kind once', () => {
    const kinds = CONNECTORS.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    expect(kinds).toEqual(expect.arrayContaining(['mailbox', 'feed', 'folder']));
    expect(connectorOf('feed')?.kind).toBe('feed');
    expect(connectorOf('fax')).toBeUndefined();
  });

  it.each(CONNECTORS.map((definition) => [definition.kind, definition] as const))(
    'has options from which a form for %s can be drawn, each with its description',
    (_kind, { options }) => {
      const { properties = {} } = z.toJSONSchema(options, { io: 'input' });
      expect(Object.keys(properties).length).toBeGreaterThan(0);
      const undescribed = Object.entries(properties).filter(
        ([, field]) => typeof field === 'boolean' || !field.description,
      );
      expect(undescribed.map(([name]) => name)).toEqual([]);
    },
  );
});
