export type { SimulatedChatSession } from './chatSessions.js'
export { createSimulator } from './createSimulator.js'
export type {
  Fault,
  Offer,
  OfferDetails,
  RecordedImpression,
  RecordedRequest,
  Simulator,
  SimulatorCall,
  SimulatorOptions,
} from './simulator.js'
export type { SimulatedOffer, SimulatedSession, SimulatedVisitor } from './visits.js'
