/** Returns whether credentials and data may be sent to the address: https, or plain http on loopback. */
export function isSecureAddress(address: string | undefined): address is string {
  try {
    const { protocol, hostname } = new URL(address ?? '')
    return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d{1,3}){3})$/.test(hostname))
  } catch {
    return false
  }
}
