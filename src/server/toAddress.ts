import { callSafely } from './callSafely.js'

const ip = /^(\d{1,3}(\.\d{1,3}){3}|(?=.*:.*:)[\da-f:.]+)$/i

/** Returns the visitor's IP address. A callback that throws, or that returns no address, gives none. */
export function toAddress(clientAddress: ((request: Request) => string | undefined) | undefined, request: Request): string | undefined {
  const address: unknown = callSafely(() => clientAddress?.(request))
  return typeof address === 'string' && address.length <= 45 && ip.test(address) ? address : undefined
}
