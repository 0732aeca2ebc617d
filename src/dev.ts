/**
 * Tags the text of a development message. The build leaves the text out of production bundles (`test/support/devPlugin.ts`).
 * @example
 * throw new ConfigurationError(dev`accountId "${accountId}" cannot be used.`)
 */
export function dev(texts: TemplateStringsArray, ...values: unknown[]): string {
  return String.raw({ raw: texts }, ...values)
}
