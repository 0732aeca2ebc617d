import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'

/**
 * Checks an account of LivePerson, or the name of a SuperOffice tenant.
 * @throws ConfigurationError if the account has other characters than letters, digits and underscores, or more than 20 of them
 */
export function validateAccountId(accountId: string): void {
  if (isAccountId(accountId)) return
  throw new ConfigurationError(dev`accountId "${accountId}" is invalid. Give 1 to 20 letters, digits and underscores.`)
}

export function isAccountId(accountId: unknown): boolean {
  // A test of a pattern would convert a missing account to the text `undefined`.
  return typeof accountId === 'string' && /^(?!(undefined|null)$)[a-zA-Z0-9_]{1,20}$/.test(accountId)
}
