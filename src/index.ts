export { acceptChatSessionTransfer } from './actions/acceptChatSessionTransfer.js'
export { type CreateChatSessionParameters, createChatSession } from './actions/createChatSession.js'
export { type GetChatSessionParameters, getChatSession } from './actions/getChatSession.js'
export { type GetEngagementParameters, getEngagement } from './actions/getEngagement.js'
export type { MoveChatSessionParameters } from './actions/moveChatSession.js'
export { pickUpChatSession } from './actions/pickUpChatSession.js'
export { preloadEngagement } from './actions/preloadEngagement.js'
export { rejectChatSessionTransfer } from './actions/rejectChatSessionTransfer.js'
export { type ReplaceChatSessionParameters, replaceChatSession } from './actions/replaceChatSession.js'
export { type ReportImpressionParameters, reportImpression } from './actions/reportImpression.js'
export { resetChatSession } from './actions/resetChatSession.js'
export { type TransferChatSessionParameters, transferChatSession } from './actions/transferChatSession.js'
export { type UpdateChatSessionParameters, updateChatSession } from './actions/updateChatSession.js'
export { type UpdateSessionParameters, updateSession } from './actions/updateSession.js'
export { type AppDetails, type AppEngagementOptions, appEngagement } from './api/appEngagement.js'
export type * from './api/chatSessionEntity.js'
export type { ChatSessionPhase } from './api/chatSessionPhase.js'
export type { ChatSessionService } from './api/chatSessionService.js'
export { type ChatSessionStatusText, toChatSessionPhase } from './api/chatSessionStatus.js'
export { type ChatSessionError, ConflictError, type ConflictErrorDetails } from './api/conflictError.js'
export type * from './api/engagement.js'
export type * from './api/engagementAttributes.js'
export type { Impression, ImpressionType } from './api/impression.js'
export { isAgentTyping } from './api/isAgentTyping.js'
export { type ClientProperties, type MonitoringOptions, monitoring } from './api/monitoring.js'
export type { Identity, Question } from './api/question.js'
export type { EngagementService } from './api/service.js'
export { type SuperOfficeOptions, superOffice } from './api/superOffice.js'
export type * from './api/superOfficeCarriers.js'
export type * from './api/superOfficePeople.js'
export type * from './api/superOfficeTicket.js'
export { toChatSessionDate } from './api/toChatSessionDate.js'
export type { EngagementClient } from './client.js'
export type { ClientEvent } from './clientEvent.js'
export type { EngagementClientOptions } from './clientOptions.js'
export {
  ChatSessionStatus,
  type ChatSessionStatusProps,
} from './components/ChatSessionStatus.js'
export {
  EngagementButton,
  type EngagementButtonProps,
  type EngagementButtonRenderProps,
} from './components/EngagementButton.js'
export { EngagementProvider, type EngagementProviderProps } from './components/EngagementProvider.js'
export { createEngagementClient } from './createEngagementClient.js'
export * from './errors.js'
export type { ChatSessionStatusLabels, ChatSessionStatusState, EngagementButtonLabels, EngagementLocale } from './hooks/locale.js'
export { type UseChatSessionParameters, type UseChatSessionReturnType, useChatSession } from './hooks/useChatSession.js'
export type { ChatSessionWrites } from './hooks/useChatSessionWrites.js'
export { type UseEngagementParameters, type UseEngagementReturnType, useEngagement } from './hooks/useEngagement.js'
export {
  type EngagementButtonAttributes,
  type EngagementButtonState,
  type UseEngagementButtonReturnType,
  useEngagementButton,
} from './hooks/useEngagementButton.js'
export type { UseEngagementButtonParameters } from './hooks/useEngagementButtonParameters.js'
export { useEngagementClient } from './hooks/useEngagementClient.js'
export { useEngagementSession } from './hooks/useEngagementSession.js'
export {
  type UseSuspenseEngagementParameters,
  type UseSuspenseEngagementReturnType,
  useSuspenseEngagement,
} from './hooks/useSuspenseEngagement.js'
export { type UseUpdateSessionParameters, type UseUpdateSessionReturnType, useUpdateSession } from './hooks/useUpdateSession.js'
export type { EngagementStorage } from './platform/engagementStorage.js'
export {
  type ChatSessionQueryKey,
  type ChatSessionQueryOptions,
  type ChatSessionQueryParameters,
  chatSessionQueryKey,
  chatSessionQueryOptions,
  type ReadChatSession,
} from './query/chatSession.js'
export {
  type EngagementQueryKey,
  type EngagementQueryOptions,
  type EngagementQueryParameters,
  engagementQueryKey,
  engagementQueryOptions,
} from './query/engagement.js'
export {
  type UpdateSessionMutationParameters,
  type UpdateSessionVariables,
  updateSessionMutationOptions,
} from './query/updateSession.js'
export type { SessionIdentity, SessionStore } from './session/createSession.js'
