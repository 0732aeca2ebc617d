export { type GetEngagementParameters, getEngagement } from './actions/getEngagement.js'
export { type ReportImpressionParameters, reportImpression } from './actions/reportImpression.js'
export { type UpdateSessionParameters, updateSession } from './actions/updateSession.js'
export { type AppDetails, type AppEngagementOptions, appEngagement } from './api/appEngagement.js'
export type * from './api/engagement.js'
export type * from './api/engagementAttributes.js'
export type { Impression, ImpressionType } from './api/impression.js'
export { type ClientProperties, type MonitoringOptions, monitoring } from './api/monitoring.js'
export type { Identity, Question } from './api/question.js'
export type { EngagementService } from './api/service.js'
export type { EngagementClient } from './client.js'
export type { ClientEvent } from './clientEvent.js'
export type { EngagementClientOptions } from './clientOptions.js'
export {
  EngagementButton,
  type EngagementButtonLabels,
  type EngagementButtonProps,
  type EngagementButtonRenderProps,
} from './components/EngagementButton.js'
export { EngagementProvider, type EngagementProviderProps } from './components/EngagementProvider.js'
export { createEngagementClient } from './createEngagementClient.js'
export * from './errors.js'
export { type UseEngagementParameters, type UseEngagementReturnType, useEngagement } from './hooks/useEngagement.js'
export {
  type EngagementButtonAttributes,
  type EngagementButtonState,
  type UseEngagementButtonParameters,
  type UseEngagementButtonReturnType,
  useEngagementButton,
} from './hooks/useEngagementButton.js'
export { useEngagementClient } from './hooks/useEngagementClient.js'
export { useEngagementSession } from './hooks/useEngagementSession.js'
export { type UseUpdateSessionParameters, type UseUpdateSessionReturnType, useUpdateSession } from './hooks/useUpdateSession.js'
export type { EngagementStorage } from './platform/createKeep.js'
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
