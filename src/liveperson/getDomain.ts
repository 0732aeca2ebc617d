import { dev } from '../dev.js'
import { ResponseError } from '../errors.js'
import type { Http } from '../http/http.js'
import { readFields, toText } from '../http/readers.js'
import { toBaseUrl } from '../http/toBaseUrl.js'

/** The origin of LivePerson's Domain API. */
export const domainApi = 'https://api.liveperson.net'

/**
 * Requests the place of a service of this account ("LivePerson Domain API").
 * @returns an https origin
 * @throws ResponseError if the response names no host for the service
 */
export async function getDomain(http: Http, service: string): Promise<string> {
  const { body } = await http({ method: 'GET', path: () => `/service/${service}/baseURI.json?version=1.0` })
  // The documents show a list. LivePerson's own sample reads a bare object.
  for (const entry of [(body as { baseURIs?: unknown } | null | undefined)?.baseURIs ?? body].flat()) {
    const { service: name, baseURI } = readFields(entry, { service: toText, baseURI: toText })
    const base = toBaseUrl(baseURI?.replace(/^\w+:\/\//, ''))
    if (base && name?.toLowerCase() === service) return base
  }
  throw new ResponseError(
    dev`The Domain API named no host for ${service}. Check the account, or give the host as the \`domain\` of the service.`,
  )
}
