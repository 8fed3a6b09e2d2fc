export { addressOnSite } from './address-on-site.js';
export { GraphApi } from './graph-api.js';
export { leftAside, receiveGraphDelivery, type GraphChange, type GraphSubscription } from './graph-delivery.js';
export { graphStream } from './graph-stream.js';
export { pushWarnings } from './push-warnings.js';
