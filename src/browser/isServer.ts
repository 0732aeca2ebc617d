/** No document: rendering asks nothing here, and nothing is stored. */
export const isServer: boolean = typeof document === 'undefined'
