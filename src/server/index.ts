export { createRelay } from './createRelay.js'
export type {
  ChatSessionOperation,
  Grant,
  LivePersonRelayOptions,
  Relay,
  RelayEvent,
  RelayOptions,
  RelayRoute,
  Renewable,
  SuperOfficeRelayOptions,
} from './relay.js'
