import { ACCESS_EXAMPLES } from './access.js';
import { CASE_EXAMPLES } from './cases.js';
import { CUSTOMER_EXAMPLES } from './customers.js';
import { INSIGHT_EXAMPLES } from './insights.js';
import { MESSAGE_EXAMPLES } from './messages.js';
import { PLAYBOOK_EXAMPLES } from './playbook.js';
import { SOURCE_EXAMPLES } from './sources.js';

export { ROW_EXAMPLES } from './exports.js';
export { PARAMETER_EXAMPLES } from './parameters.js';

/** A body as it goes over the wire, by the name of its contract; the description of the API shows them. */
export const CONTRACT_EXAMPLES: Readonly<Record<string, object>> = {
  ...ACCESS_EXAMPLES,
  ...CASE_EXAMPLES,
  ...CUSTOMER_EXAMPLES,
  ...INSIGHT_EXAMPLES,
  ...MESSAGE_EXAMPLES,
  ...PLAYBOOK_EXAMPLES,
  ...SOURCE_EXAMPLES,
};
