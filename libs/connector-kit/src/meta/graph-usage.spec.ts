import { graphUsagePause } from './graph-usage.js';

const NOW = new Date('2026-03-03T12:00:00Z');
const inMinutes = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);
const business = (more: object) => ({
  'x-business-use-case-usage': JSON.stringify({ '77': [{ type: 'pages', call_count: 12, ...more }] }),
});

describe('how much of the hour is spent', () => {
  it.each<[string, Record<string, string>, Date | null]>([
    ['nothing is said', {}, null],
    ['there is enough', { 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":94}' }, null],
    ['nearly all is spent', { 'x-app-usage': '{"call_count":28,"total_time":97,"total_cputime":2}' }, inMinutes(10)],
    ['a page is blocked', business({ estimated_time_to_regain_access: 42 }), inMinutes(42)],
    ['a page has nearly spent its part', business({ total_cputime: 99 }), inMinutes(10)],
    ['a page is blocked for a week', business({ estimated_time_to_regain_access: 10_080 }), inMinutes(24 * 60)],
    ['it is no JSON', { 'x-app-usage': '{"call_count":' }, null],
    ['it is of another form', { 'x-app-usage': '[1]', 'x-business-use-case-usage': '{"77":5}' }, null],
  ])('where %s', (_what, headers, pause) => expect(graphUsagePause(headers, NOW)).toEqual(pause));
});
