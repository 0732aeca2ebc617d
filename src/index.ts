export type { EngagementStorage } from './browser/engagementStorage.js'
export { acceptChatSessionTransfer } from './chat-sessions/acceptChatSessionTransfer.js'
export {
  ChatSessionStatus,
  type ChatSessionStatusProps,
} from './chat-sessions/ChatSessionStatus.js'
export {
  type ChatSessionQueryKey,
  type ChatSessionQueryOptions,
  type ChatSessionQueryParameters,
  chatSessionQueryKey,
  chatSessionQueryOptions,
  type ReadChatSession,
} from './chat-sessions/chatSessionQuery.js'
export { type ChatSessionError, ConflictError, type ConflictErrorDetails } from './chat-sessions/conflictError.js'
export { type CreateChatSessionParameters, createChatSession } from './chat-sessions/createChatSession.js'
export { type GetChatSessionParameters, getChatSession } from './chat-sessions/getChatSession.js'
export { pickUpChatSession } from './chat-sessions/pickUpChatSession.js'
export { rejectChatSessionTransfer } from './chat-sessions/rejectChatSessionTransfer.js'
export { type ReplaceChatSessionParameters, replaceChatSession } from './chat-sessions/replaceChatSession.js'
export { resetChatSession } from './chat-sessions/resetChatSession.js'
export type { ChatSessionCommandParameters } from './chat-sessions/runChatSessionCommand.js'
export { type TransferChatSessionParameters, transferChatSession } from './chat-sessions/transferChatSession.js'
export { type UpdateChatSessionParameters, updateChatSession } from './chat-sessions/updateChatSession.js'
export { type UseChatSessionParameters, type UseChatSessionReturnType, useChatSession } from './chat-sessions/useChatSession.js'
export type { ChatSessionWrites } from './chat-sessions/useChatSessionWrites.js'
export type { ClientEvent } from './client/clientEvent.js'
export type { EngagementClientOptions } from './client/clientOptions.js'
export { createEngagementClient } from './client/createEngagementClient.js'
export type { EngagementClient } from './client/engagementClient.js'
export {
  EngagementButton,
  type EngagementButtonProps,
  type EngagementButtonRenderProps,
} from './engagement/EngagementButton.js'
export {
  type EngagementQueryKey,
  type EngagementQueryOptions,
  type EngagementQueryParameters,
  engagementQueryKey,
  engagementQueryOptions,
} from './engagement/engagementQuery.js'
export { type GetEngagementParameters, getEngagement } from './engagement/getEngagement.js'
export { preloadEngagement } from './engagement/preloadEngagement.js'
export { type ReportImpressionParameters, reportImpression } from './engagement/reportImpression.js'
export { type UpdateSessionParameters, updateSession } from './engagement/updateSession.js'
export {
  type UpdateSessionMutationParameters,
  type UpdateSessionVariables,
  updateSessionMutationOptions,
} from './engagement/updateSessionMutation.js'
export { type UseEngagementParameters, type UseEngagementReturnType, useEngagement } from './engagement/useEngagement.js'
export {
  type EngagementButtonAttributes,
  type EngagementButtonState,
  type UseEngagementButtonReturnType,
  useEngagementButton,
} from './engagement/useEngagementButton.js'
export type { UseEngagementButtonParameters } from './engagement/useEngagementButtonParameters.js'
export { useEngagementSession } from './engagement/useEngagementSession.js'
export {
  type UseSuspenseEngagementParameters,
  type UseSuspenseEngagementReturnType,
  useSuspenseEngagement,
} from './engagement/useSuspenseEngagement.js'
export { type UseUpdateSessionParameters, type UseUpdateSessionReturnType, useUpdateSession } from './engagement/useUpdateSession.js'
export * from './errors.js'
export { type AppDetails, type AppEngagementOptions, appEngagement } from './liveperson/appEngagement.js'
export { type ClientProperties, type MonitoringOptions, monitoring } from './liveperson/monitoring.js'
export type { ChatSessionPhase } from './model/chatSessionPhase.js'
export type { ChatSessionService } from './model/chatSessionService.js'
export type * from './model/conversation.js'
export type * from './model/engagement.js'
export type * from './model/engagementAttributes.js'
export type { EngagementService } from './model/engagementService.js'
export type { Impression, ImpressionType } from './model/impression.js'
export type * from './model/messagingService.js'
export type * from './model/productAttributes.js'
export type { Identity, Question } from './model/question.js'
export type * from './model/visitorAttributes.js'
export { EngagementProvider, type EngagementProviderProps } from './react/EngagementProvider.js'
export type {
  ChatSessionStatusLabels,
  ChatSessionStatusState,
  ChatWindowLabels,
  EngagementButtonLabels,
  EngagementLocale,
} from './react/locale.js'
export { useEngagementClient } from './react/useEngagementClient.js'
export type { SessionStore } from './session/createSession.js'
export type { SessionIdentity } from './session/sessionIdentity.js'
export type * from './superoffice/chatSessionEntity.js'
export { type ChatSessionStatusText, toChatSessionPhase } from './superoffice/chatSessionStatus.js'
export { isAgentTyping } from './superoffice/isAgentTyping.js'
export { type SuperOfficeOptions, superOffice } from './superoffice/superOffice.js'
export type * from './superoffice/superOfficeAddress.js'
export type * from './superoffice/superOfficeCompany.js'
export type * from './superoffice/superOfficePerson.js'
export type * from './superoffice/superOfficeTicket.js'
export { toChatSessionDate } from './superoffice/toChatSessionDate.js'
