import { ConfigurationError } from '../errors.js'

/**
 * Checks that the named options are texts. They are usually environment variables, which are undefined where they are not set.
 * @throws ConfigurationError that names the option, but never its value
 */
export function requireTexts<options extends object>(
  owner: string,
  options: options | undefined | null,
  names: (keyof options & string)[],
): void {
  for (const name of names) {
    const value: unknown = options?.[name]
    if (typeof value === 'string' && value.trim()) continue
    throw new ConfigurationError(
      `${owner} needs \`${name}\`, which is missing or empty. Check the environment variable that it comes from.`,
    )
  }
}

/**
 * Checks the name of a tenant, which becomes part of addresses.
 * @throws ConfigurationError
 */
export function requireContextIdentifier(owner: string, contextIdentifier: string): void {
  if (typeof contextIdentifier === 'string' && /^\w{1,40}$/.test(contextIdentifier)) return
  throw new ConfigurationError(`${owner} needs the \`contextIdentifier\` of the tenant, such as Cust12345.`)
}
