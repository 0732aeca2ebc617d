import { isRecord, readFields, toNumber, toText } from '../http/readers.js'
import { readErrorEntity } from '../liveperson/errorEntity.js'
import { quoteLongIntegers } from '../liveperson/quoteLongIntegers.js'
import type { UpstreamResponse } from './callUpstream.js'
import { parseJson } from './copyJson.js'
import { Refusal } from './refusal.js'
import { toPublicText } from './toPublicText.js'

/** The name of a function, with its parts. */
const functionName = /^[\w$]+(\.[\w$]+)*$/

/**
 * Returns the token of a response, and nothing else of it.
 * @param secrets The texts that an error may not contain: the host of the service, and the token of the request.
 * @throws Refusal 502 if a response of success has no token
 */
export function toPublicToken({ status, text }: UpstreamResponse, secrets: readonly string[]): string {
  const body = parseJson(text)
  if (status >= 300) return toPublicError(body, secrets)
  const { token, jwt = token } = readFields(body, { token: toText, jwt: toText })
  if (jwt === undefined) throw new Refusal(502, 'body')
  return JSON.stringify({ token: jwt })
}

/**
 * Returns the members of the connectors by which a client finds its own.
 * @param connectorId The only connector that the page may see.
 * @throws Refusal 502 if a response of success is no list
 */
export function toPublicConnectors(
  { status, text }: UpstreamResponse,
  secrets: readonly string[],
  connectorId: string | undefined,
): string {
  const body = parseJson(quoteLongIntegers(text))
  if (status >= 300) return toPublicError(body, secrets)
  const connectors = [body].flat()
  if (!connectors.every(isRecord)) throw new Refusal(502, 'body')
  const shown = connectors.map(({ id, name, configuration }) => {
    const { jsMethodName = '' } = readFields(configuration, { jsMethodName: toText })
    return {
      id: toPublicText(toText(id), secrets),
      name: toPublicText(toText(name), secrets),
      configuration: { jsMethodName: functionName.test(jsMethodName) ? jsMethodName : undefined },
    }
  })
  return JSON.stringify(shown.filter(({ id }) => id !== undefined && (connectorId === undefined || id === connectorId)))
}

/** Writes an error anew, so that it has no stack, host or token. */
function toPublicError(body: unknown, secrets: readonly string[]): string {
  const { internalCode, message } = readErrorEntity(body)
  const internalErrorCode = isRecord(body) ? toNumber(body.internalErrorCode) : undefined
  return JSON.stringify({ internalErrorCode: internalErrorCode ?? internalCode, message: toPublicText(message, secrets) })
}
