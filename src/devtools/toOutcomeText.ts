const outcomeLabels: Record<string, string> = {
  AccountLoadingError: 'loading account',
  NetworkError: 'no connection',
  TimeoutError: 'no answer',
  ResponseError: 'unreadable answer',
  AbortError: 'aborted',
}

/** Formats the outcome of a request briefly. */
export function toOutcomeText(outcome: number | string | undefined): string {
  return outcome === undefined ? 'pending' : (outcomeLabels[outcome] ?? String(outcome))
}
