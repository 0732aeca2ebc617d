/**
 * Returns the first line of a service's message without addresses, at most 500 characters. Further lines can be a stack.
 * @param secrets The credentials of the request and the host of the service. A message with one of these is dropped.
 */
export function toPublicText(message: string | undefined, secrets: readonly string[]): string | undefined {
  const text = message
    ?.split(/[\r\n]/, 1)[0]
    ?.replace(/\w+:\/\/\S+/g, '')
    .slice(0, 500)
  const isSecret = secrets.some((secret) => secret && message?.toLowerCase().includes(secret.toLowerCase()))
  return text && !isSecret ? text : undefined
}
