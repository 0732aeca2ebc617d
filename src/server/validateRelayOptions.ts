import { ConfigurationError } from '../errors.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import { isAccountId } from '../model/validateAccountId.js'
import { toApiUrl } from '../superoffice/toApiUrl.js'
import { callSafely } from './callSafely.js'
import { defaultCustomerReads, defaultCustomerWrites } from './customerRules.js'
import { isHiddenMember } from './hiddenMembers.js'
import { isSecureAddress } from './isSecureAddress.js'
import { type LivePersonServiceName, livePersonServices } from './livePersonRoutes.js'
import type { LivePersonRelayOptions, RelayEvent, RelayOptions, SuperOfficeRelayOptions } from './relay.js'

export type LivePersonConfig = {
  /** The parameters of the paths that the options decide. */
  values: Record<string, string>
  services: readonly (LivePersonServiceName | 'messaging')[]
  /** The base of the services' addresses. Without it, the Domain API names the bases. */
  domain: string | undefined
}

export type SuperOfficeConfig = Pick<SuperOfficeRelayOptions, 'baseUrl' | 'authorization' | 'appToken' | 'authorize'> & {
  customerReads: readonly string[]
  customerWrites: readonly string[]
}

/** The options with their defaults. */
export type RelayConfig = Pick<RelayOptions, 'clientAddress' | 'limit' | 'timeout'> & {
  basePath: string
  origins: readonly string[] | undefined
  livePerson: LivePersonConfig | undefined
  superOffice: SuperOfficeConfig | undefined
  maxBody: number
  fetch: typeof globalThis.fetch
  onEvent: (event: RelayEvent) => void
}

/**
 * Checks the options, and resolves their defaults. No message contains a credential.
 * @throws ConfigurationError for an option that cannot work, or that is not safe
 */
export function validateRelayOptions(options: RelayOptions): RelayConfig {
  check(options, 'The relay has no options. Give it `basePath`, and `livePerson`, `superOffice` or both.')
  const { basePath, origin, livePerson, superOffice, clientAddress, limit, maxBody = 16_384, timeout, fetch, onEvent } = options
  const isPath = typeof basePath === 'string' && /^(?!.*\.\.)(\/(?!\.(\/|$))[\w.~-]+)*\/?$/.test(basePath) && basePath !== ''
  check(isPath, 'basePath is no path. Give the path of the relay as the page sees it, such as "/chat-proxy".')
  check(livePerson || superOffice, 'The relay has no service. Give it `livePerson`, `superOffice` or both.')
  const origins = origin === undefined ? undefined : [origin].flat()
  check(
    origins === undefined || (origins.length > 0 && origins.every(isOrigin)),
    'origin is no origin. Give the site\'s public origins, such as "https://www.site.example", without a path.',
  )
  check(Number.isSafeInteger(maxBody) && maxBody > 0, 'maxBody is no whole number above 0. Give a number of bytes.')
  check(
    timeout === undefined || (Number.isFinite(timeout) && timeout > 0 && timeout < 86_400),
    'timeout is no number above 0. Give a number of seconds.',
  )
  for (const [name, value] of Object.entries({ clientAddress, limit, fetch, onEvent })) {
    check(value === undefined || typeof value === 'function', `${name} is no function. Give a function, or omit the option.`)
  }
  return {
    basePath: basePath.replace(/\/$/, ''),
    origins,
    livePerson: livePerson && toLivePersonConfig(livePerson),
    superOffice: superOffice && toSuperOfficeConfig(superOffice),
    clientAddress,
    limit,
    maxBody,
    timeout,
    // Workers refuse a `fetch` that is called as a method.
    fetch: fetch ?? ((...parameters) => globalThis.fetch(...parameters)),
    onEvent: (event) => callSafely(() => onEvent?.(event)),
  }
}

function toLivePersonConfig({ accountId, appInstallationId, domain, connectorId, ...options }: LivePersonRelayOptions): LivePersonConfig {
  check(isAccountId(accountId), 'livePerson.accountId is invalid. Give 1 to 20 letters, digits and underscores.')
  const { services = appInstallationId === undefined ? ['appEngagement'] : ['appEngagement', 'monitoring'] } = options
  check(Array.isArray(services) && services.length > 0, 'livePerson.services is empty. Name at least one service, or omit the option.')
  check(
    services.every((service) => service === 'messaging' || Object.hasOwn(livePersonServices, service)),
    'livePerson.services has an unknown service. Use `appEngagement`, `monitoring` and `messaging`.',
  )
  const isInstalled = typeof appInstallationId === 'string' && /^(?!\.$|.*\.\.)[\w.~-]{1,200}$/.test(appInstallationId)
  check(
    isInstalled || (appInstallationId === undefined && !services.includes('monitoring')),
    'livePerson.appInstallationId is missing or invalid. Give the id that the account assigned to your installed app.',
  )
  check(
    connectorId === undefined || (typeof connectorId === 'string' && /^[\w-]{1,100}$/.test(connectorId)),
    'livePerson.connectorId is invalid. Give the id of the connector of your messaging tokens, or omit the option.',
  )
  const base = typeof domain === 'string' ? toBaseUrl(domain) : undefined
  check(
    domain === undefined || isSecureAddress(base),
    'livePerson.domain cannot be used. Give a host or an https origin, or omit the option. Only a loopback address may have http.',
  )
  return {
    values: {
      accountId,
      ...(appInstallationId !== undefined && { appInstallationId }),
      ...(connectorId !== undefined && { connectorId }),
    },
    services,
    domain: base,
  }
}

function toSuperOfficeConfig(options: SuperOfficeRelayOptions): SuperOfficeConfig {
  const { baseUrl, authorization, appToken, authorize } = options
  const { customerReads = defaultCustomerReads, customerWrites = defaultCustomerWrites } = options
  check(
    typeof baseUrl === 'function' || (typeof baseUrl === 'string' && isSecureAddress(toApiUrl(baseUrl))),
    'superOffice.baseUrl cannot be used. Give an https address such as https://online.superoffice.com/Cust12345/api, or a function. Only a loopback address may have http.',
  )
  check(
    typeof authorization === 'function',
    'superOffice.authorization is no function. Give a function that returns the whole Authorization header, such as superOfficeSystemUser(…).',
  )
  check(
    typeof authorize === 'function',
    'superOffice.authorize is missing, so everyone could read and change every chat session. Give a function that returns a grant or false.',
  )
  check(
    appToken === undefined || (typeof appToken === 'string' && /^[\x21-\x7e]+$/.test(appToken)),
    'superOffice.appToken cannot be sent as a header. Give the secret of your application, or omit the option.',
  )
  check(
    isListOf(customerReads, /^[A-Za-z]\w*(\/\w+)*$/) && customerReads.length > 0,
    'superOffice.customerReads cannot be used. Name at least one member, such as "Status" or "User/FullName", and no secret or read-only member.',
  )
  check(
    isListOf(customerWrites, /^(?!ChatSessionId$)[A-Za-z]\w*$/i),
    'superOffice.customerWrites cannot be used. Name members of the chat session, without paths, without its id, and no secret or read-only member.',
  )
  return { baseUrl, authorization, appToken, authorize, customerReads: [...customerReads], customerWrites: [...customerWrites] }
}

function isOrigin(text: string): boolean {
  try {
    return new URL(text).origin === text && /^https?:\/\/[\w.:[\]-]+$/.test(text)
  } catch {
    return false
  }
}

function isListOf(names: unknown, pattern: RegExp): names is readonly string[] {
  return (
    Array.isArray(names) && names.every((name) => typeof name === 'string' && pattern.test(name) && !name.split('/').some(isHiddenMember))
  )
}

function check(isValid: unknown, message: string): asserts isValid {
  if (!isValid) throw new ConfigurationError(message)
}
