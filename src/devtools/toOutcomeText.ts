const outcomeLabels: Record<string, string> = {
  AccountLoadingError: 'loading account',
  NetworkError: 'no connection',
  TimeoutError: 'no answer',
  ResponseError: 'unreadable answer',
  AbortError: 'aborted',
}

/** What a request ended with, in a word or two. */
export function toOutcomeText(outcome: number | string | undefined): string {
  return outcome === undefined ? 'pending' : (outcomeLabels[outcome] ?? String(outcome))
}
