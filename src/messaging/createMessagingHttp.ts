import { toAbsoluteUrl } from '../browser/toAbsoluteUrl.js'
import { createHttp } from '../http/createHttp.js'
import type { Http } from '../http/http.js'
import { toBaseUrl } from '../http/toBaseUrl.js'
import { configurationHost } from '../liveperson/configurationHost.js'
import { createDomainResolver } from '../liveperson/createDomainResolver.js'
import { messagingSchedule } from '../liveperson/livePersonSchedules.js'
import type { MessagingContext } from '../model/messagingService.js'
import { messagingPolicy } from './messagingPolicy.js'

/** The hosts of the option `domain`. */
export type MessagingHosts = {
  /** The host of the tokens: an identity provider. */
  idp?: string | undefined
  /** The host of the socket. */
  asyncMessagingEnt?: string | undefined
}

/** The HTTP side of LivePerson's messaging, and the addresses of its other parts. */
export type MessagingHttp = {
  /** Sends a request for a token. */
  requestToken: Http
  /** Sends a request for the account's public configuration. */
  requestConfiguration: Http
  /** Resolves with the address of the socket. */
  getSocketUrl: () => Promise<string>
  /** Drops the host of the socket, so that the next call asks the Domain API again. */
  invalidateSocketUrl: () => void
  /** Resolves with the origin of the files. */
  getFileBase: () => Promise<string>
}

/** A domain with a path is a relay, so the look-ups go through it, too. */
const isRelay = (base: string) => /^\/|\w\//.test(base)

/** Sends the requests to the hosts that the site gives, and to those that the Domain API names. */
export function createMessagingHttp({ idp, asyncMessagingEnt }: MessagingHosts, context: MessagingContext): MessagingHttp {
  const { accountId, storage, fetch, schedule = messagingSchedule } = context
  const account = `/api/account/${accountId}`
  const tokenBase = toBaseUrl(idp)
  const relay = tokenBase !== undefined && isRelay(tokenBase) ? toAbsoluteUrl(tokenBase) : undefined
  const createResolver = (service: string) => createDomainResolver({ storage, fetch, account, service, baseUrl: relay })
  const [tokens, sockets, files] = [createResolver('idp'), createResolver('asyncMessagingEnt'), createResolver('swift')]

  const createRequest = (getBase: () => string | Promise<string>, onNetworkFailure = () => {}) =>
    createHttp({ ...context, schedule, policy: messagingPolicy, baseUrl: async () => (await getBase()) + account, onNetworkFailure })

  return {
    requestToken: createRequest(() => relay ?? tokenBase ?? tokens.get(), tokens.invalidate),
    requestConfiguration: createRequest(() => relay ?? configurationHost),
    async getSocketUrl() {
      const base = toBaseUrl(asyncMessagingEnt) ?? (await sockets.get())
      return `${base.replace(/^http/i, 'ws')}/ws_api/account/${accountId}/messaging/consumer?v=3`
    },
    invalidateSocketUrl: sockets.invalidate,
    getFileBase: files.get,
  }
}
