export * from './configuration/configuration.js';
export { installationRoot, loadConfiguration, type ConfigurationSources } from './configuration/load-configuration.js';
export { publicUrlOf } from './configuration/public-url.js';
