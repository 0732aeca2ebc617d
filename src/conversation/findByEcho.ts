import type { ContentEvent, Dialog, Entry } from './timelineEntry.js'

/**
 * Finds the message of this page whose echo an event is. It is the first with this text that a socket took before. Equal texts have their echoes in their
 * order.
 *
 * @param unsequenced The messages of this page that have no sequence yet, in the order of their sending.
 */
export function findByEcho(unsequenced: readonly Entry[], { content, sequence }: ContentEvent, dialog: Dialog): Entry | undefined {
  return unsequenced.find(({ message, echoAfter, dialog: ownDialog }) => {
    const isEqual = message.content.type === 'text' && content.type === 'text' && message.content.text === content.text
    return isEqual && ownDialog === dialog && echoAfter !== undefined && sequence > echoAfter
  })
}
