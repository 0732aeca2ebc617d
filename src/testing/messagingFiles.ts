import { choices } from './messagingChoices.js'
import { toFailure } from './messagingHttpServer.js'
import type { MessagingState } from './messagingState.js'
import type { Answer, SimulatedRequest } from './simulator.js'

export const filePath = /\/v1\/AUTH_async-images\/[^/]+$/

const signature = '5369676e6174757265'

/** Returns the answer that grants access to a file for a while. */
export function createFileAddress({ clock }: Pick<MessagingState, 'clock'>, relativePath: string) {
  const expires = Math.floor((clock.now() + choices.fileLifetime) / 1000)
  return { relativePath, queryParams: { temp_url_sig: signature, temp_url_expires: String(expires) } }
}

/** Answers the upload or the download of a file. The content is made up. */
export function answerFile({ clock }: Pick<MessagingState, 'clock'>, { method, url }: SimulatedRequest): Answer {
  const expires = Number(url.searchParams.get('temp_url_expires'))
  if (url.searchParams.get('temp_url_sig') !== signature || expires * 1000 < clock.now()) return toFailure(401, '9020')
  if (method === 'PUT') return { status: 201, body: '' }
  return { status: 200, body: 'file', headers: { 'content-type': 'application/octet-stream' } }
}
