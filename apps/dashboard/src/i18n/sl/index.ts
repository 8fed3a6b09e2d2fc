import alerts from './alerts.json';
import cases from './cases.json';
import customers from './customers.json';
import labels from './labels.json';
import playbook from './playbook.json';
import shell from './shell.json';
import sources from './sources.json';
import standards from './standards.json';

export default { ...alerts, ...cases, ...customers, ...labels, ...playbook, ...shell, ...sources, ...standards };
