/** True if there is no document. A server sends no request while it renders, and stores nothing. */
export const isServer: boolean = typeof document === 'undefined'
