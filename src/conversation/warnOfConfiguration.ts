import { warnOnce } from '../browser/warnOnce.js'
import { dev } from '../dev.js'
import { ConfigurationError } from '../errors.js'

/** Tells a developer why the window does not work, because the visitor's text does not. */
export function warnOfConfiguration(error: unknown): undefined {
  if (error instanceof ConfigurationError) warnOnce(dev`The chat does not work. ${error.message}`)
}
