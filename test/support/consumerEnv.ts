import { delimiter } from 'node:path'

/** The environment without what npm and vitest add for this repository: its programs, and what would make builds ones for development. */
export function consumerEnv(more: Record<string, string> = {}): Record<string, string | undefined> {
  const path = process.env.PATH?.split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const unset = { NODE_ENV: undefined, MODE: undefined, DEV: undefined, PROD: undefined, TEST: undefined, VITEST: undefined }
  return { ...process.env, ...unset, PATH: path?.join(delimiter), ...more }
}
