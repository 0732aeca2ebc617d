import { abortable, throwIfAborted } from '../browser/abortable.js'
import { createListeners } from '../browser/createListeners.js'
import type { EngagementClient } from '../client/engagementClient.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'
import type { Conversation, ConversationState } from '../model/conversation.js'
import type { ConversationEngagement } from '../model/engagement.js'
import type { ConversationOnPage } from './conversationOnPage.js'
import type { OpenConversationParameters, ResumeConversationParameters } from './conversationParameters.js'
import { createConversation } from './createConversation.js'
import { idleState } from './idleState.js'
import { createConversationStorage } from './storedConversation.js'

/**
 * The one conversation of a client, for all hooks and windows. Its functions are those of the conversation that was opened last. Without one, those that
 * return a promise reject with a `ConfigurationError`, and the others do nothing.
 */
export type ConversationStore = Omit<Conversation, 'id'> & {
  /** The state before any conversation, always the same object. A server renders it, and so does the first render in a browser. */
  getIdleState: () => ConversationState
  open: (parameters: OpenConversationParameters) => Promise<Conversation>
  /** @param engagement Names the conversation to resume. The default is the stored one. */
  resume: (parameters?: ResumeConversationParameters, engagement?: ConversationEngagement) => Promise<Conversation | undefined>
}

const stores = new WeakMap<EngagementClient, ConversationStore>()

/** Returns the client's store. It is made on the first call. */
export function getConversationStore(client: EngagementClient): ConversationStore {
  const store = stores.get(client) ?? createConversationStore(client)
  stores.set(client, store)
  return store
}

function createConversationStore(client: EngagementClient): ConversationStore {
  const { core } = client
  const { subscribe, emit } = createListeners<void>()
  const storage = createConversationStorage(core.storage, core.key)
  /** The conversation of this page, also one that has ended. */
  let current: ConversationOnPage | undefined
  /** How many callers have waited for the current conversation, without those who gave up. */
  let waiting = 0

  /** The buttons show a stored conversation before any socket. */
  function showStored(): void {
    if (current && current.getState().status !== 'idle') return
    // Another identity cannot continue the conversation.
    const id = core.messaging?.hasIdentity() ? storage.read()?.id : undefined
    const { conversation } = core.acceptances.getState()
    if (id !== conversation?.id) core.acceptances.setState({ conversation: id === undefined ? undefined : { id, unreadCount: 0 } })
  }

  function start(options: Pick<Parameters<typeof createConversation>[0], 'target' | 'firstMessage'>): ConversationOnPage {
    if (!core.messaging) throw new ConfigurationError(dev`The client has no messaging. Give liveMessaging() as messaging.`)
    current?.leave()
    waiting = 0
    // A log-out in another tab must reach a page without a provider too.
    client.mount()
    current = createConversation({ core, messaging: core.messaging, storage, onFinish: client.unmount, ...options })
    current.subscribe(emit)
    emit()
    return current
  }

  /** Waits for a conversation. The attempt ends when nobody waits for it any more. */
  function join(conversation: ConversationOnPage, signal: AbortSignal | undefined): Promise<Conversation | undefined> {
    waiting++
    return abortable(conversation.ready, signal, () => {
      waiting--
      if (waiting === 0) conversation.leave()
    })
  }

  function getCurrent(): ConversationOnPage {
    if (current) return current
    throw new ConfigurationError(dev`There is no conversation. Open one with openConversation() first.`)
  }

  async function open(parameters: OpenConversationParameters): Promise<Conversation> {
    const { engagement, firstMessage, signal } = parameters
    throwIfAborted(signal)
    const isContinued = engagement.status === 'conversation' && engagement.conversationId === current?.getId()
    const isJoined = current && (current.isLive() || (isContinued && current.isOpen()))
    const target = {
      engagement,
      ...(engagement.status === 'conversation' && { id: engagement.conversationId }),
      connectorId: engagement.connectorId,
    }
    const conversation = isJoined ? (current as ConversationOnPage) : start({ target, firstMessage })
    // A page that resumed may have found nothing.
    return (await join(conversation, signal)) ?? open(parameters)
  }

  function logOut(): void {
    current?.logOut()
    current = undefined
    storage.forget()
    if (core.acceptances.getState().conversation) core.acceptances.setState({ conversation: undefined })
    emit()
  }

  core.logOutListeners.add(logOut)
  core.returnListeners.add(() => {
    // A suspended tab got no message of the log-out.
    if (current?.isForgotten()) for (const listener of core.logOutListeners) listener()
    showStored()
  })
  // A component makes the store while it renders, and no other component may render then.
  queueMicrotask(showStored)

  return {
    getIdleState: () => idleState,
    getState: () => current?.getState() ?? idleState,
    subscribe,
    open,
    async resume({ signal } = {}, engagement) {
      if (current?.isOpen()) return join(current, signal)
      if (!core.messaging) throw new ConfigurationError(dev`The client has no messaging. Give liveMessaging() as messaging.`)
      await core.waitUntilSendable(signal)
      if (current?.isOpen()) return join(current, signal)
      const id = engagement?.conversationId ?? storage.read()?.id
      if (id === undefined || !core.messaging.hasIdentity()) return undefined
      const found = await join(start({ target: { id, connectorId: engagement?.connectorId } }), signal)
      if (!found) {
        storage.end(id)
        showStored()
      }
      return found
    },
    send: async (text) => getCurrent().send(text),
    retry: async (messageId) => getCurrent().retry(messageId),
    reply: async (choice) => getCurrent().reply(choice),
    answerSurvey: async (reply) => getCurrent().answerSurvey(reply),
    getFileUrl: async (path) => getCurrent().getFileUrl(path),
    close: async () => getCurrent().close(),
    setTyping: (isTyping) => current?.setTyping(isTyping),
    markRead: (messageId) => current?.markRead(messageId),
    leave: () => current?.leave(),
  }
}
