/** Reads a secret of a service that can be part of a header: visible ASCII characters without a space. */
export function readSecret(value: unknown): string | undefined {
  return typeof value === 'string' && /^[!-~]+$/.test(value) ? value : undefined
}
