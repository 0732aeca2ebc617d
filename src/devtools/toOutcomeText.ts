const outcomeLabels: Record<string, string> = {
  AccountLoadingError: 'account loading',
  NetworkError: 'network error',
  TimeoutError: 'timeout',
  ResponseError: 'invalid response',
  AbortError: 'aborted',
}

/** Formats the outcome of a request briefly. */
export function toOutcomeText(outcome: number | string | undefined): string {
  return outcome === undefined ? 'pending' : (outcomeLabels[outcome] ?? String(outcome))
}
