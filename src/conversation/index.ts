export type * from '../model/conversation.js'
export type * from '../model/messagingService.js'
