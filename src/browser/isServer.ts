/** False on a server, and after a test environment has removed its document. A client may still be busy then. */
export const hasDocument = (): boolean => typeof document !== 'undefined'

/** True if there was no document at the start. A server sends no request while it renders, and stores nothing. */
export const isServer: boolean = !hasDocument()
