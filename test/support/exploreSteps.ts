import fc from 'fast-check'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import { takeConsole } from './failOnConsole.js'

/** A step of a random sequence. `index` picks one of the open tabs. */
type StepOf<world> = (name: string, act: (world: world, index: number) => unknown) => fc.Arbitrary<fc.AsyncCommand<object, world>>

/**
 * Returns the function that makes the steps of a simulated world.
 * @param delays The times between two steps, in milliseconds.
 * @param check Runs after each step and its delay.
 */
export function createStepMaker<world>(delays: number[], check: (world: world) => void = () => {}): StepOf<world> {
  class Step implements fc.AsyncCommand<object, world> {
    constructor(
      readonly name: string,
      readonly act: (world: world) => unknown,
      readonly delay: number,
    ) {}
    check = () => true
    async run(_model: object, world: world): Promise<void> {
      await this.act(world)
      await vi.advanceTimersByTimeAsync(this.delay)
      check(world)
    }
    toString = () => `${this.name} +${this.delay}`
  }
  return (name, act) =>
    fc
      .tuple(fc.nat(3), fc.constantFrom(...delays))
      .map(([index, delay]) => new Step(`${name} ${index}`, (world) => act(world, index), delay))
}

export type Exploration<world> = {
  steps: fc.Arbitrary<fc.AsyncCommand<object, world>>[]
  /** Makes the world of one sequence. */
  start: () => world | Promise<world>
  /** Runs after the last step. */
  check: (world: world) => Promise<void>
}

/** Runs random sequences of steps, each in a world of its own. A fixed seed gives the same sequences again. */
export async function exploreSteps<world extends object>(
  { steps, start, check }: Exploration<world>,
  numRuns: number,
  seed?: number,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.commands(steps, { size: 'medium', maxCommands: 40 }), async (commands) => {
      vi.useFakeTimers({ now: 1_800_000_000_000 })
      try {
        const real = await start()
        await fc.asyncModelRun(() => ({ model: {}, real }), commands)
        await check(real)
      } finally {
        vi.clearAllTimers()
        vi.unstubAllGlobals()
        vi.restoreAllMocks()
      }
    }),
    { numRuns, ...(seed !== undefined && { seed }) },
  )
}

/** Prepares the tests of a file with random steps. */
export function simulateTime(): void {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
    Reflect.deleteProperty(navigator, 'locks')
    // Some sequences end while the service cannot be reached.
    for (const [warning] of takeConsole()) expect(warning).toContain('could not be reached')
  })
}
