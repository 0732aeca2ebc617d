import type { ResolvedVariants } from './messagingVariants.js'

const text = { captured: 'StringResponse', schema: '.ReqBody$StringResp' }

/** The types of the responses, as captures and as the schema have them. */
const types: Record<string, { captured: string; schema: string }> = {
  GetClock: { captured: 'GetClockResponse', schema: '.GetClock$Response' },
  'userprofile.GetUserProfile': { captured: 'userprofile.GetUserProfileResponse', schema: 'userprofile.GetUserProfileResponse' },
  'cqm.SubscribeExConversations': { captured: 'cqm.SubscribeExConversationsResponse', schema: 'cqm.SubscribeExConversationsResponse' },
  'cm.ConsumerRequestConversation': { captured: 'cm.RequestConversationResponse', schema: 'cm.RequestConversationResponse' },
  'ms.SubscribeMessagingEvents': { captured: '.ams.GenericSubscribeResponse', schema: 'GenericSubscribeResponse' },
  'ms.PublishEvent': { captured: 'ms.PublishEventResponse', schema: 'ms.PublishEventResponse' },
  'ms.GenerateURLForUploadFile': { captured: 'ms.BaseGenerateURLResponse', schema: 'ms.GenerateURLResponse' },
  'ms.GenerateURLForDownloadFile': { captured: 'ms.BaseGenerateURLResponse', schema: 'ms.GenerateURLResponse' },
}

/** Returns a response in the form of the variants. */
export function toResponse(
  { reqId, type, code, body }: { reqId: unknown; type: string; code: number; body: unknown },
  variants: ResolvedVariants,
): Record<string, unknown> {
  const isNumber = variants.reqId === 'number' && /^\d{1,15}$/.test(String(reqId))
  const isText = typeof body === 'string' && type !== 'GetClock'
  return {
    kind: 'resp',
    reqId: isNumber ? Number(reqId) : String(reqId),
    code,
    ...(variants.responseTypes !== 'missing' && { type: (types[type] ?? text)[variants.responseTypes] }),
    ...(body !== undefined && { body: isText && variants.textBodies === 'object' ? { msg: body } : body }),
  }
}
