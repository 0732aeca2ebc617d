import type { AvailableEngagement } from '../model/engagement.js'

/**
 * Converts an offer to the body of `cm.ConsumerRequestConversation`. The ids attribute the conversation to the campaign, and show the visitor's journey
 * to the agent. They travel as texts.
 */
export function toConversationRequest(accountId: string, engagement: AvailableEngagement | undefined): Record<string, unknown> {
  const request = { channelType: 'MESSAGING', brandId: accountId }
  if (!engagement) return request
  const { campaignId, engagementId, visitorId, sessionId, contextId, language, skillId } = engagement
  return {
    ...request,
    campaignInfo: { campaignId, engagementId },
    conversationContext: { type: 'SharkContext', visitorId, sessionId, interactionContextId: contextId, lang: language },
    // The campaign routes a conversation without a skill.
    skillId,
  }
}
