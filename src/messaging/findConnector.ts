import { dev } from '../dev.js'
import { ConfigurationError, ResponseError } from '../errors.js'
import type { Http } from '../http/http.js'
import { isRecord, toText } from '../http/readers.js'

/** The function of the connector of anonymous visitors ("Unauthenticated messaging"). */
const jsMethodName = 'lpTag.taglets.unAuthMessaging.lpUnauthFunction'

/** The name of that connector in accounts that give no function. */
const connectorName = 'unauth implicit'

/**
 * Requests the id of the account's connector of anonymous visitors.
 * @throws ConfigurationError if the account has none
 * @throws ResponseError if the response is no list
 */
export async function findConnector(http: Http, signal: AbortSignal): Promise<string> {
  const { body } = await http({ method: 'GET', path: () => '/configuration/le-connectors/all-connectors', signal })
  const connectors = [body].flat()
  if (!connectors.every(isRecord)) {
    throw new ResponseError(
      dev`The response is no list of connectors. Check the domain, or give the connector as the \`connectorId\` of liveMessaging().`,
    )
  }
  const find = (isWanted: (connector: Record<string, unknown>) => boolean) =>
    toText(connectors.find((connector) => isWanted(connector) && toText(connector.id))?.id)
  const id =
    find(({ configuration }) => isRecord(configuration) && configuration.jsMethodName === jsMethodName) ??
    find(({ name }) => toText(name)?.toLowerCase() === connectorName)
  if (id !== undefined) return id
  throw new ConfigurationError(
    dev`The account has no connector of anonymous visitors. Turn unauthenticated messaging on in the account, or give the \`connectorId\` of liveMessaging().`,
  )
}
