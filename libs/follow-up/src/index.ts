export * from './clock-keeper.js';
export * from './attention.js';
export * from './plan-follow-up.js';
export * from './receive-messages.js';
export * from './policy/commitments.js';
export * from './policy/read-policy-file.js';
export * from './case-actions.js';
export * from './playbook/index.js';
