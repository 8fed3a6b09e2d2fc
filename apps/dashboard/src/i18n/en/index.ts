import alerts from './alerts.json';
import audit from './audit.json';
import byHand from './by-hand.json';
import cases from './cases.json';
import customers from './customers.json';
import detection from './detection.json';
import digests from './digests.json';
import feeding from './feeding.json';
import firstSteps from './first-steps.json';
import insights from './insights.json';
import labels from './labels.json';
import messages from './messages.json';
import people from './people.json';
import playbook from './playbook.json';
import rules from './rules.json';
import settings from './settings.json';
import shell from './shell.json';
import sourceSetup from './source-setup.json';
import sources from './sources.json';
import standards from './standards.json';
import tokens from './tokens.json';

export default {
  ...alerts,
  ...cases,
  ...customers,
  ...detection,
  ...digests,
  ...insights,
  ...labels,
  ...messages,
  ...playbook,
  ...rules,
  ...settings,
  ...shell,
  ...sources,
  ...sourceSetup,
  ...standards,
  ...people,
  ...tokens,
  ...audit,
  ...byHand,
  ...feeding,
  ...firstSteps,
};
