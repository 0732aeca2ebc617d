import type {
  ConversationDetails,
  DialogAddress,
  MessagingConnection,
  MessagingContext,
  MessagingEvent,
  MessagingService,
  MessagingSocket,
  OpenSocketOptions,
  OutgoingEvent,
} from '../../src/conversation/index.js'
import { NetworkError } from '../../src/errors.js'
import type { AvailableEngagement } from '../../src/index.js'

/** A fault of one call. It is an error without an effect, a lost response, or a socket that closes before or after the effect. */
export type PigeonFault = Error | { loseAnswer: Error } | 'before' | 'after'

type Call = 'open' | 'request' | 'subscribe' | 'publish' | 'close'

type Content = Extract<MessagingEvent, { type: 'content' }>

export const visitorId = 'visitor-1'
export const agentId = 'agent-1'

/**
 * A made-up messaging service that carries messages by pigeon, with the loft that answers. It shares no format with LivePerson. Its sockets answer after a
 * microtask, so that tests need no time.
 */
export function createPigeonMail() {
  const conversations = new Map<string, ConversationDetails>()
  /** The events of each dialog, by sequence. */
  const dialogs = new Map<string, MessagingEvent[]>()
  const sockets = new Set<{ onEvent: OpenSocketOptions['onEvent']; end: () => void; subscribed: Set<string> }>()
  const faults: [Call, PigeonFault][] = []
  const opened: OpenSocketOptions[] = []
  const requested: (AvailableEngagement | undefined)[] = []
  const subscriptions: (DialogAddress & { fromSequence: number })[] = []
  const published: (OutgoingEvent & { dialogId: string })[] = []
  const closed: (DialogAddress & { isFinal: boolean })[] = []
  const contexts: MessagingContext[] = []
  const options = {
    hasIdentity: true,
    echoesFirst: false,
    echoes: true,
    numbers: true,
    sendsHistorySlowly: false,
    /** The time that a socket takes to open, in milliseconds. */ delay: 0,
  }
  let updates = 0

  const takeFault = (call: Call): PigeonFault | undefined => {
    const index = faults.findIndex(([name]) => name === call)
    return index < 0 ? undefined : faults.splice(index, 1)[0]?.[1]
  }
  const emit = (event: MessagingEvent) => {
    for (const { onEvent, subscribed } of [...sockets]) if (event.type === 'conversation' || subscribed.has(event.dialogId)) onEvent(event)
  }
  const dropSockets = () => {
    for (const { end } of [...sockets]) end()
  }
  const nextSequence = (dialogId: string) => dialogs.get(dialogId)?.length ?? 0
  const record = (dialogId: string, event: MessagingEvent): number => {
    const events = dialogs.get(dialogId) ?? []
    dialogs.set(dialogId, [...events, event])
    return events.length
  }
  const toContent = (dialogId: string, senderId: string, text: string, more: Partial<Content> = {}): Content => ({
    type: 'content',
    dialogId,
    sequence: nextSequence(dialogId),
    senderId,
    author: undefined,
    sentAt: undefined,
    content: { type: 'text', text },
    quickReplies: [],
    isQuestion: false,
    ...more,
  })
  const update = (id: string, change: Partial<ConversationDetails>) => {
    const details = { ...(conversations.get(id) as ConversationDetails), ...change, updatedAt: ++updates }
    conversations.set(id, details)
    emit({ type: 'conversation', details })
  }
  const addConversation = (change: Partial<ConversationDetails> = {}): string => {
    const id = change.id ?? `conversation-${conversations.size + 1}`
    const details: ConversationDetails = {
      id,
      isOpen: true,
      dialogs: [{ id: `${id}-main`, type: 'main', isOpen: true }],
      agents: [],
      closedBy: undefined,
      expectedAnswerAt: undefined,
      closedUntil: undefined,
      updatedAt: ++updates,
      ...change,
    }
    conversations.set(id, details)
    emit({ type: 'conversation', details })
    return id
  }
  const latest = () => [...conversations.values()].at(-1) as ConversationDetails
  const mainOf = (id = latest().id) => `${id}-main`

  function apply(dialogId: string, event: OutgoingEvent): { sequence: number | undefined; echo: () => void } {
    if (event.type === 'typing' || (event.type === 'receipt' && event.status === 'action')) return { sequence: undefined, echo: () => {} }
    if (event.type === 'receipt') {
      const receipt = {
        type: 'receipt',
        dialogId,
        senderId: visitorId,
        status: event.status as 'read',
        sequences: event.sequences,
      } as const
      return { sequence: record(dialogId, receipt), echo: () => emit(receipt) }
    }
    const content = toContent(dialogId, visitorId, event.text)
    const sequence = record(dialogId, content)
    return { sequence, echo: () => options.echoes && emit(content) }
  }

  async function open(given: OpenSocketOptions): Promise<MessagingSocket> {
    opened.push(given)
    await (options.delay > 0 ? new Promise((resolve) => setTimeout(resolve, options.delay)) : undefined)
    const fault = takeFault('open')
    if (fault instanceof Error) throw fault
    let isOpen = true
    const inFlight = new Set<(error: Error) => void>()
    const line = { onEvent: given.onEvent, subscribed: new Set<string>(), end: () => end(given.onClose) }
    const end = (then: () => void) => {
      if (!isOpen) return
      isOpen = false
      sockets.delete(line)
      for (const reject of inFlight) reject(new NetworkError('The pigeon is lost.'))
      then()
    }
    sockets.add(line)
    /** Runs a call with the fault that waits for it. */
    const run = <type>(call: Call, action: () => type): Promise<type> =>
      new Promise((resolve, reject) => {
        inFlight.add(reject)
        if (!isOpen) return reject(new NetworkError('The pigeon is lost.'))
        const next = takeFault(call)
        if (next instanceof Error) return reject(next)
        if (next === 'before') return line.end()
        const result = action()
        if (next === 'after') return line.end()
        if (next) return reject(next.loseAnswer)
        queueMicrotask(() => {
          inFlight.delete(reject)
          resolve(result)
        })
      })
    return {
      visitorId,
      openConversations: [...conversations.values()].filter((details) => details.isOpen).reverse(),
      requestConversation: (engagement) =>
        run('request', () => {
          requested.push(engagement)
          return { conversationId: addConversation() }
        }),
      async subscribe(dialog, fromSequence) {
        await run('subscribe', () => {
          subscriptions.push({ ...dialog, fromSequence })
          line.subscribed.add(dialog.dialogId)
        })
        for (const event of dialogs.get(dialog.dialogId)?.slice(fromSequence) ?? []) {
          given.onEvent(event)
          if (options.sendsHistorySlowly) await undefined
        }
      },
      publish: ({ dialogId }, event) =>
        run('publish', () => {
          published.push({ ...event, dialogId })
          const { sequence, echo } = apply(dialogId, event)
          if (options.echoesFirst) echo()
          else queueMicrotask(() => queueMicrotask(echo))
          return { sequence: options.numbers ? sequence : undefined }
        }),
      close: (dialog, { isFinal }) =>
        run('close', () => {
          closed.push({ ...dialog, isFinal })
          update(dialog.conversationId, {
            isOpen: false,
            closedBy: 'visitor',
            dialogs: [{ id: dialog.dialogId, type: 'main', isOpen: false }],
          })
        }),
      getFileUrl: async (path) => `https://loft.example${path}`,
      disconnect: () => end(() => {}),
    }
  }

  const service: MessagingService = {
    key: 'pigeon-mail',
    validate: () => {},
    connect: (context): MessagingConnection => {
      contexts.push(context)
      return { hasIdentity: () => options.hasIdentity, open, forget: () => {} }
    },
  }

  return {
    service,
    options,
    conversations,
    /** All that arrived at the loft, in its order. */
    opened,
    requested,
    subscriptions,
    published,
    closed,
    /** The number of open sockets. */
    count: () => sockets.size,
    texts: () => published.flatMap((event) => (event.type === 'text' ? event.text : [])),
    fail: (call: Call, fault: PigeonFault, times = 1) =>
      faults.push(...Array.from({ length: times }, (): [Call, PigeonFault] => [call, fault])),
    dropSockets,
    addConversation,
    update,
    mainOf,
    emit,
    /** An event that reaches no socket, and is in the history. */
    record,
    toContent,
    join: () => update(latest().id, { agents: [{ id: agentId, role: 'agent' }] }),
    say(text: string, more: Partial<Content> = {}) {
      const dialogId = more.dialogId ?? mainOf()
      const content = toContent(dialogId, agentId, text, more)
      record(dialogId, content)
      emit(content)
      return content.sequence
    },
    type: (isTyping: boolean) => emit({ type: 'typing', dialogId: mainOf(), senderId: agentId, isTyping }),
    acknowledge(status: 'delivered' | 'read', sequences: number[]) {
      const receipt = { type: 'receipt', dialogId: mainOf(), senderId: agentId, status, sequences } as const
      record(mainOf(), receipt)
      emit(receipt)
    },
    closeMain(change: Partial<ConversationDetails> = {}) {
      update(latest().id, { isOpen: false, closedBy: 'agent', dialogs: [{ id: mainOf(), type: 'main', isOpen: false }], ...change })
    },
  }
}

export type PigeonMail = ReturnType<typeof createPigeonMail>
