import { readFields, toNumber, toText } from '../http/readers.js'
import { conversationLifetime } from '../model/conversationLifetime.js'
import type { MessagingContext } from '../model/messagingService.js'

/** The facts that let the next page continue as the same visitor. */
export type StoredVisitor = {
  /** The token that names an anonymous visitor. It is a secret of this visitor. A brand's token is never stored. */
  externalToken?: string
  /** The time of the token, in milliseconds since the epoch. */
  authorizedAt?: number
  /** The connector of the visitor's token, if the site does not give it. */
  connectorId?: string
}

export type TokenStorage = {
  get: () => StoredVisitor
  set: (visitor: StoredVisitor) => void
  remove: () => void
}

/** Stores the visitor for all tabs (`browser`), for this tab (`tab`), or for this page alone (`none`). */
export function createTokenStorage(
  resume: 'browser' | 'tab' | 'none',
  { storage, tabStorage, key: prefix }: MessagingContext,
): TokenStorage {
  const key = `${prefix}:messaging`
  const target = { browser: storage, tab: tabStorage, none: undefined }[resume]
  /** The visitor that the storage does not take. A visitor in the storage may be removed by another tab, so it has no copy here. */
  let memory: StoredVisitor = {}
  // This read registers the key, so that `storage.clear` removes what another page has stored.
  target?.get(key)
  return {
    get: () => ({ ...memory, ...readFields(target?.get(key), { externalToken: toText, authorizedAt: toNumber, connectorId: toText }) }),
    set(visitor) {
      memory = target?.set(key, visitor, conversationLifetime) ? {} : visitor
    },
    remove() {
      memory = {}
      target?.remove(key)
    },
  }
}
