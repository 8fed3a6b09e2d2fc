import { pushedDefinition } from '@earshot/connector-kit';
import { formOptions, type FormOptions } from './form-options.js';

/** Customers write on a page of the house. */
export const FORM = pushedDefinition<FormOptions>({
  kind: 'form',
  title: 'Complaint form',
  summary: 'Complaint form: customers write on your own pages',
  options: formOptions,
  check: ({ origins, email }) => ({
    summary: 'Ready: the form is at /api/v1/forms/ID, ID being the number of the source',
    warnings: [
      ...(origins.length === 0 ? ['No website may embed it: it can only be opened by its own address'] : []),
      ...(email === 'hidden' ? ['No e-mail address is asked for: nobody can answer'] : []),
    ],
  }),
});
