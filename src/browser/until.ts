import { abortable } from './abortable.js'

/** Waits until something is so, looking again at whatever `listen` tells of. */
export async function until(
  isSo: () => boolean,
  listen: (listener: () => void) => () => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  while (!isSo()) {
    let stop: (() => void) | undefined
    const told = new Promise<void>((resolve) => {
      stop = listen(resolve)
    })
    await abortable(told, signal).finally(stop)
  }
}
