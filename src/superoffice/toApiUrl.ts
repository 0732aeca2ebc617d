import { toBaseUrl } from '../http/toBaseUrl.js'

/** Returns the address that ends in `/api/v1`. The text may lack any part of that ending. Returns undefined for a text that is no address. */
export function toApiUrl(text: string): string | undefined {
  const base = toBaseUrl(text)
  return base && `${base.replace(/(\/api(\/v1)?)?$/i, '')}/api/v1`
}
