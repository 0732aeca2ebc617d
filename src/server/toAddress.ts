/** Returns the visitor's IP address. A callback that throws, or that returns no address, gives none. */
export function toAddress(clientAddress: ((request: Request) => string | undefined) | undefined, request: Request): string | undefined {
  try {
    const address: unknown = clientAddress?.(request)
    return typeof address === 'string' && /^(\d{1,3}(\.\d{1,3}){3}|(?=.*:.*:)[\da-f:.]{2,45})$/i.test(address) ? address : undefined
  } catch {
    return undefined
  }
}
