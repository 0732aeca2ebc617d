export type { SimulatedChatSession } from './chatSessions.js'
export { createSimulator } from './createSimulator.js'
export type {
  AgentContent,
  AgentOptions,
  MessagingRequestType,
  SimulatedAgent,
  SimulatedMessaging,
  SimulatedQuestion,
  SimulatorClock,
  SimulatorMessagingOptions,
  SocketConnection,
  SocketDrop,
} from './messaging.js'
export type { RecordedFrame, SimulatedConversation, SimulatedMessage, SimulatedReceipt } from './messagingRecords.js'
export type { MessagingVariants } from './messagingVariants.js'
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
