import { delimiter } from 'node:path'

/**
 * The environment without the additions that npm and vitest make for this repository. The additions are its programs, and variables that would turn a
 * build into one for development.
 */
export function consumerEnv(more: Record<string, string> = {}): Record<string, string | undefined> {
  const path = process.env.PATH?.split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const unset = { NODE_ENV: undefined, MODE: undefined, DEV: undefined, PROD: undefined, TEST: undefined, VITEST: undefined }
  return { ...process.env, ...unset, PATH: path?.join(delimiter), ...more }
}
