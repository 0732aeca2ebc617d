/** A page in which a test runs code. */
export type RunningPage = {
  /** Runs the function in the page. The function and its argument travel as text. */
  evaluate: <result, argument = undefined>(task: (argument: argument) => result, argument?: argument) => Promise<Awaited<result>>
}
