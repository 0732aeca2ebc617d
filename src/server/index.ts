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
export type { SuperOfficeConnection } from './requestSuperOffice.js'
export { type SuperOfficeRefreshTokenOptions, superOfficeRefreshToken } from './superOfficeRefreshToken.js'
export { type SuperOfficeSystemUserOptions, superOfficeSystemUser } from './superOfficeSystemUser.js'
export { superOfficeTenant } from './superOfficeTenant.js'
export { toNodeListener } from './toNodeListener.js'
