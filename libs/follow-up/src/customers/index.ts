export * from './customer-care.js';
export * from './customer-identity.js';
