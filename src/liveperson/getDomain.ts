import { dev } from '../dev.js'
import { ResponseError } from '../errors.js'
import type { Http } from '../http/http.js'
import { readFields, toText } from '../http/readers.js'

/** The origin of LivePerson's Domain API. */
export const domainApi = 'https://api.liveperson.net'

/**
 * Requests the place of a service of this account ("LivePerson Domain API").
 * @param accountId The account. Entries of another account are ignored.
 * @returns an https origin
 * @throws ResponseError if the response names no host for the service
 */
export async function getDomain(http: Http, service: string, accountId?: string): Promise<string> {
  const { body } = await http({ method: 'GET', path: () => `/service/${service}/baseURI.json?version=1.0` })
  const wanted = service.toLowerCase()
  // The documents show a list. LivePerson's own sample reads a bare object.
  for (const entry of [(body as { baseURIs?: unknown } | null | undefined)?.baseURIs ?? body].flat()) {
    const { service: name, account = accountId, baseURI } = readFields(entry, { service: toText, account: toText, baseURI: toText })
    const origin = toHttpsOrigin(baseURI)
    if (origin && name?.toLowerCase() === wanted && (!accountId || account === accountId)) return origin
  }
  throw new ResponseError(
    dev`The Domain API returned no valid host for ${service}. Check the account, or give the host as the \`domain\` of the service.`,
  )
}

/** Returns the https origin of a host name, with or without a scheme. Returns undefined for a port, a path, a user, or a text that is no host. */
export function toHttpsOrigin(host = ''): string | undefined {
  const [, name] = /^(?:https?:\/\/)?((?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z][a-z\d-]*)\/?$/i.exec(host) ?? []
  return name && `https://${name}`
}
