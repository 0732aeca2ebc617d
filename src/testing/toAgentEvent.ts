import type { QuickReply } from '../model/conversation.js'
import type { AgentContent } from './messaging.js'

/** Returns the event of an agent's content. */
export function toAgentEvent(content: AgentContent): Record<string, unknown> {
  if (typeof content === 'string') return toText(content)
  if ('quickReplies' in content && 'text' in content && !('type' in content)) {
    const { text, quickReplies } = content as { text: string; quickReplies: readonly (string | QuickReply)[] }
    return { ...toText(text), quickReplies: toQuickReplies(quickReplies) }
  }
  if ('file' in content && !('type' in content)) {
    const { path, caption, fileType } = (content as { file: { path: string; caption?: string; fileType?: string } }).file
    const message = { relativePath: path, ...(caption !== undefined && { caption }), ...(fileType !== undefined && { fileType }) }
    return { type: 'ContentEvent', contentType: 'hosted/file', message }
  }
  if ('event' in content && !('type' in content)) return (content as { event: Record<string, unknown> }).event
  return { type: 'RichContentEvent', content }
}

const toText = (message: string) => ({ type: 'ContentEvent', contentType: 'text/plain', message })

function toQuickReplies(replies: readonly (string | QuickReply)[]): Record<string, unknown> {
  return { type: 'quickReplies', itemsPerRow: 8, replies: replies.map(toButton) }
}

/** Returns a reply as a button. A reply that is a text alone gets data of its own, which must travel back with the choice. */
function toButton(reply: string | QuickReply, index: number): Record<string, unknown> {
  const metadata = [{ type: 'ExternalId', id: `reply-${index + 1}` }]
  const { title, text, url, metadata: own = metadata } = typeof reply === 'string' ? { title: reply, text: reply } : (reply as QuickReply)
  const action = url === undefined ? { type: 'publishText', text } : { type: 'link', uri: url }
  return { type: 'button', tooltip: title, title, click: { actions: [action], metadata: own } }
}
