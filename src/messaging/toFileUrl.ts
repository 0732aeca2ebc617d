import { dev } from '../dev.js'
import { ResponseError } from '../errors.js'
import { isRecord, toText } from '../http/readers.js'

/**
 * Makes the address of a file. An agent names the path, so it stays below the origin of the files.
 * @throws ResponseError if the answer has no signature
 */
export function toFileUrl(base: string, path: string, answer: unknown): string {
  const { relativePath, queryParams } = isRecord(answer) ? answer : {}
  const signature = isRecord(queryParams) ? toText(queryParams.temp_url_sig) : undefined
  const expires = isRecord(queryParams) ? toText(queryParams.temp_url_expires) : undefined
  if (signature === undefined || expires === undefined) throw new ResponseError(dev`The service gave no address for the file.`)
  const file = (toText(relativePath) ?? path).replace(/^[/\\]+/, '').replace(/[?#\\]/g, encodeURIComponent)
  return `${base.replace(/\/+$/, '')}/${file}?${new URLSearchParams({ temp_url_sig: signature, temp_url_expires: expires })}`
}
