import { toApiUrl } from '../superoffice/toApiUrl.js'
import { callSafely } from './callSafely.js'
import { callUpstream, type UpstreamResponse } from './callUpstream.js'
import { isSecureAddress } from './isSecureAddress.js'
import { Refusal } from './refusal.js'
import type { RelayConfig, SuperOfficeConfig } from './validateRelayOptions.js'

export type TenantRequest = { method: string; target: string; body?: unknown; signal: AbortSignal }

/** `readSecrets` returns the texts that no message to a browser may contain. */
export type TenantResponse = UpstreamResponse & { readSecrets: () => string[] }

type Options = Pick<RelayConfig, 'fetch' | 'onEvent'> & Pick<SuperOfficeConfig, 'baseUrl' | 'authorization' | 'appToken'>

/** Makes the function that calls a SuperOffice tenant with the relay's credential, and renews the credential once after a refusal. */
export function createTenantCall({ fetch, onEvent, baseUrl, authorization, appToken }: Options) {
  /** The credential that the service refused last. Requests in flight that have it renew it once. */
  let refusedCredential: string | undefined
  /** The credential that an event reported last. */
  let reportedCredential: string | undefined

  function renewCredential(refused: string): void {
    if (refused === refusedCredential) return
    refusedCredential = refused
    callSafely(() => authorization.invalidate?.())
  }

  function reportCredential(credential: string): void {
    if (credential === reportedCredential) return
    reportedCredential = credential
    onEvent({ type: 'credentialRenewed' })
  }

  /** The tenant may have moved to another host. */
  function forgetBase(): void {
    if (typeof baseUrl === 'function') callSafely(() => baseUrl.invalidate?.())
  }

  return async ({ method, target, body, signal }: TenantRequest): Promise<TenantResponse> => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    let refused: string | undefined
    let oldBase: string | undefined
    for (;;) {
      const base = await toBase(baseUrl)
      if (base === oldBase) throw new Refusal(502, 'redirect')
      const credential = await toCredential(authorization)
      if (refused !== undefined && credential !== refused) reportCredential(credential)
      const headers = {
        accept: 'application/json',
        ...(text !== undefined && { 'content-type': 'application/json' }),
        authorization: credential,
        ...(appToken && { 'so-apptoken': appToken }),
        'so-timezone': 'UTC,includeTZOffset',
      }
      const response = await callUpstream(fetch, { url: base + target, method, headers, body: text, signal }).catch((error: unknown) => {
        if (!signal.aborted) forgetBase()
        throw error
      })
      if (response.isRedirect) {
        forgetBase()
        if (oldBase !== undefined || typeof baseUrl === 'string') throw new Refusal(502, 'redirect')
        oldBase = base
      } else if (refused === undefined && (response.status === 401 || response.status === 403)) {
        refused = credential
        renewCredential(credential)
      } else if (response.status === 401) throw new Refusal(502, 'credential')
      else {
        const readSecrets = () => [credential, credential.replace(/^\S+ /, ''), appToken ?? '', new URL(base).host]
        return { ...response, readSecrets }
      }
    }
  }
}

async function toBase(baseUrl: SuperOfficeConfig['baseUrl']): Promise<string> {
  const text = typeof baseUrl === 'string' ? baseUrl : await callOption(baseUrl)
  const base = typeof text === 'string' ? toApiUrl(text) : undefined
  if (isSecureAddress(base)) return base
  throw new Refusal(502, 'baseUrl')
}

async function toCredential(authorization: SuperOfficeConfig['authorization']): Promise<string> {
  const text = await callOption(authorization)
  if (typeof text === 'string' && /^[\t\x20-\x7e]+$/.test(text)) return text
  throw new Refusal(502, 'credential')
}

/** Calls a function of the site. Its error can contain a secret, so nobody sees it. */
async function callOption(getText: () => unknown): Promise<unknown> {
  try {
    return await getText()
  } catch {
    return undefined
  }
}
