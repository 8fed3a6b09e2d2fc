export * from './customer-care.js';
export * from './customer-identity.js';
export * from './customer-privacy.js';
