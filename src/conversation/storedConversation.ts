import type { ClientStorage } from '../browser/createClientStorage.js'
import { readFields, toNumber, toText } from '../http/readers.js'

/** The open conversation of the visitor, in all tabs. No text is stored. */
export type StoredConversation = {
  id: string
  /** The highest sequence of the main dialog that the visitor has read. It is -1 before the first. */
  sequence: number
}

/** How long the conversation is stored, in seconds. The service renews an anonymous token for the same 730 hours. */
const lifetime = 730 * 60 * 60

export type ConversationStorage = {
  read: () => StoredConversation | undefined
  /** Another tab may have read further. Its sequence then stays. Returns true if the conversation is stored. */
  write: (conversation: StoredConversation) => boolean
  /** Forgets a conversation that has ended. The storage may already have the next one, of another tab. */
  end: (id: string) => void
  /** True if a log-out has removed the conversation. An end leaves a mark instead. */
  isCleared: () => boolean
}

export function createConversationStorage(storage: ClientStorage, clientKey: string): ConversationStorage {
  const key = `${clientKey}:conversation`
  const read = () => {
    const { id, sequence = -1 } = readFields(storage.get(key), { id: toText, sequence: toNumber })
    return id === undefined ? undefined : { id, sequence }
  }
  return {
    read,
    write({ id, sequence }) {
      const stored = read()
      const known = stored?.id === id ? stored.sequence : -1
      return storage.set(key, { id, sequence: Math.max(known, sequence) }, lifetime)
    },
    end(id) {
      if (read()?.id === id) storage.set(key, { hasEnded: true }, lifetime)
    },
    isCleared: () => storage.get(key) === undefined,
  }
}
