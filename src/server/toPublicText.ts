/** An address, a host, an IP address or a port. A text with a period inside counts as a host. */
const places = /\w+:\/\/\S+|[\w-]+(\.[\w-]+)+(:\d+)?|[\w-]+:\d+|\S*:\S*:\S*/g

/**
 * Returns the first line of a service's message without hosts and addresses, at most 500 characters. Further lines can be a stack.
 * @param secrets The credentials of the request and the host of the service. A message with one of these is dropped.
 */
export function toPublicText(message: string | undefined, secrets: readonly string[]): string | undefined {
  const text = message
    ?.split(/[\r\n]/, 1)[0]
    ?.slice(0, 500)
    .replace(places, '')
    .trim()
  return text && !hasSecret(message, secrets) ? text : undefined
}

/** Returns the name of an exception, such as `SoNotFoundException`. A name with periods could be a host. */
export function toPublicType(type: string | undefined, secrets: readonly string[]): string | undefined {
  const isName = type !== undefined && /^(\w{1,100}|[\w.]{1,100}(Exception|Error))$/.test(type)
  return isName && !hasSecret(type, secrets) ? type : undefined
}

function hasSecret(text: string | undefined, secrets: readonly string[]): boolean {
  return secrets.some((secret) => secret && text?.toLowerCase().includes(secret.toLowerCase()))
}
