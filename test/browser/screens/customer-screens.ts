import type { FakeApi } from '../../support/fake-api.js';
import type { Screen } from './screen.js';

/** People of several scripts; the first has a history on two channels. */
function prepareCustomers({ customers }: FakeApi): void {
  customers.know('71', {
    name: 'Līga Kalniņa',
    group: 'Gold',
    identities: [
      { id: '1', namespace: 'mailto', value: 'liga@mail.example' },
      { id: '2', namespace: 'vk.com', value: 'liga.kalnina' },
    ],
    cases: 3,
    openCases: 1,
    lastContactAt: '2026-11-20T08:00:00Z',
    promises: [{ taskId: '5', caseId: '9', text: 'Call her on Monday', dueAt: '2026-11-23T08:00:00Z' }],
    notes: [{ id: '8', author: { id: '99', name: 'Māris Ozols' }, text: 'Prefers mail.', at: '2026-11-01T08:00:00Z' }],
    compensations: { given: 2, used: 1, totals: [{ currency: 'EUR', value: '25.50' }] },
    merges: [
      {
        ...{ id: '1', customer: { id: '70', name: 'Liga K' }, at: '2026-11-03T08:00:00Z', undoneAt: null },
        actor: { id: '99', name: 'Māris Ozols' },
      },
    ],
  });
  const nobodyElse = { by: null, longer: false };
  customers.happened('71', [
    {
      ...{ kind: 'message', id: '4', at: '2026-11-20T08:00:00Z', caseId: '9', channel: 'email', ...nobodyElse },
      ...{ subject: 'Rēķins', text: 'Kad būs maksājums? Gaidu jau trešo nedēļu.' },
    },
    {
      ...{ kind: 'call', id: '2', at: '2026-11-19T08:00:00Z', caseId: '9', channel: null, longer: false },
      ...{ subject: null, text: 'Explained the delay.', by: { id: '99', name: 'Māris Ozols' } },
    },
    {
      ...{ kind: 'answer', id: '3', at: '2026-11-18T08:00:00Z', caseId: '9', channel: 'email', ...nobodyElse },
      ...{ subject: 'Re: Rēķins', text: 'Labdien! Maksājums ir ceļā.' },
    },
    {
      ...{ kind: 'case', id: '9', at: '2026-11-17T08:00:00Z', caseId: '9', channel: 'email', ...nobodyElse },
      ...{ subject: 'Rēķins', text: '' },
    },
  ]);
  const others = ['Дмитрий Орлов', 'Budi Santoso', 'Aino Korhonen', 'Maja Novak', '田中 美咲'];
  others.forEach((name, at) => {
    const identities = [{ id: String(100 + at), namespace: 'mailto', value: `person${at}@mail.example` }];
    const cases = at + 1;
    customers.know(String(80 + at), {
      name,
      identities,
      cases,
      openCases: at % 2,
      lastContactAt: '2026-11-18T08:00:00Z',
    });
  });
  const two = [
    { id: '71', name: 'Līga Kalniņa', version: 1, identities: ['liga@mail.example'] },
    { id: '81', name: 'Budi Santoso', version: 1, identities: ['person1@mail.example'] },
  ];
  customers.suggest([{ name: 'Līga Kalniņa', shared: 'liga', customers: two }]);
}

/** Who wrote, one of them with everything, and what is asked before two become one or one goes. */
export const CUSTOMER_SCREENS: readonly Screen[] = [
  {
    name: 'customers',
    path: '/customers',
    prepare: async (page, api) => {
      prepareCustomers(api);
      await page.reload();
      await page.getByText('Līga Kalniņa').first().waitFor();
    },
  },
  {
    name: 'customer',
    path: '/customers/71',
    prepare: async (page, api) => {
      prepareCustomers(api);
      await page.reload();
      await page.getByText('Maksājums ir ceļā').waitFor();
    },
  },
  {
    name: 'customer-merge',
    path: '/customers/71',
    prepare: async (page, api) => {
      prepareCustomers(api);
      await page.goto(`${api.url}/customers/71?merge=81`);
      await page.getByRole('heading', { name: 'What comes over from Budi Santoso' }).waitFor();
    },
  },
];
