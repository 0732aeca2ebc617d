import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')

/** Frees all memory that nothing holds. A WeakRef holds its target until the end of the task. */
export const collectGarbage: () => void = runInNewContext('gc')
