import type { ClientStorage } from '../browser/createClientStorage.js'
import { readFields, toNumber, toText } from '../http/readers.js'
import { conversationLifetime } from '../model/conversationLifetime.js'

/** The open conversation of the visitor, in all tabs. No text is stored. */
export type StoredConversation = {
  id: string
  /** The highest sequence of the main dialog that the visitor has read. It is -1 before the first. */
  sequence: number
}

export type ConversationStorage = {
  read: () => StoredConversation | undefined
  /** Another tab may have read further. Its sequence then stays. Returns true if the conversation is stored. */
  write: (conversation: StoredConversation) => boolean
  /** Forgets a conversation that has ended. The storage may already have the next one, of another tab. */
  end: (id: string) => void
  /** Forgets the conversation on a log-out. The storage may be cleared already. */
  forget: () => void
  /** True if a log-out has removed the conversation. An end leaves a mark instead. */
  isCleared: () => boolean
}

export function createConversationStorage(storage: ClientStorage, clientKey: string): ConversationStorage {
  const key = `${clientKey}:conversation`
  /** The conversation that the storage does not take. This page can still resume it. */
  let memory: StoredConversation | undefined
  const read = () => {
    const { id, sequence = -1 } = readFields(storage.get(key), { id: toText, sequence: toNumber })
    return id === undefined ? memory : { id, sequence }
  }
  return {
    read,
    write({ id, sequence }) {
      const stored = read()
      const known = stored?.id === id ? stored.sequence : -1
      const conversation = { id, sequence: Math.max(known, sequence) }
      const isStored = storage.set(key, conversation, conversationLifetime)
      memory = isStored ? undefined : conversation
      return isStored
    },
    end(id) {
      if (read()?.id !== id) return
      memory = undefined
      storage.set(key, { hasEnded: true }, conversationLifetime)
    },
    forget() {
      memory = undefined
    },
    isCleared: () => storage.get(key) === undefined,
  }
}
