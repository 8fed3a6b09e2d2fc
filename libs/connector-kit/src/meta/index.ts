export { GraphApi, graphStep, type GraphList } from './graph-api.js';
export { leftAside, receiveGraphDelivery, type GraphChange, type GraphSubscription } from './graph-delivery.js';
