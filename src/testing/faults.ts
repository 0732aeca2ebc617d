import { toErrorEntity, toRestError } from './errorResponses.js'
import type { Answer, Fault, RecordedRequest } from './simulator.js'

export function createFaults() {
  let faults: (Fault & { remaining: number })[] = []
  return {
    add(fault: Fault) {
      faults.push({ ...fault, remaining: fault.times ?? Number.POSITIVE_INFINITY })
    },
    /** Returns the fault that applies to the request, and counts it as used. */
    take({ call, method }: Pick<RecordedRequest, 'call' | 'method'>): Fault | undefined {
      const fault = faults.find((fault) => fault.call === call && (fault.method ?? method) === method && fault.remaining > 0)
      if (fault) fault.remaining--
      return fault
    },
    clear() {
      faults = []
    },
  }
}

export function answerFault({ call, networkError, malformed, status, body, retryAfter }: Fault): Answer {
  if (networkError) throw new TypeError('Failed to fetch')
  if (malformed) return { status: status ?? 200, body: malformed === true ? '<!doctype html><title>Sorry</title>' : malformed }
  const failed = status ?? 500
  return {
    status: failed,
    body: body === undefined ? toEntity(call, failed) : body,
    ...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }),
  }
}

/** Returns the error entity of the service that answers the call. */
function toEntity(call: Fault['call'], status: number): unknown {
  if (call === 'chatSession' || call === 'tenant' || call === 'token') {
    return toRestError({ type: 'SoServerException', message: 'Simulated fault' })
  }
  if (call === 'authorize' || call === 'authenticate') return { internalErrorCode: '9012' }
  return toErrorEntity(status < 500 ? 5 : 18, 'Simulated fault')
}
