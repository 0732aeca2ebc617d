import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumFlags } from './chromiumFlags.js'
import { killTrees } from './killBrowser.js'
import { close, listen, readBody } from './loopback.js'
import type { RunningPage } from './runningPage.js'

/** How long a task may take, in milliseconds. */
const patience = 15_000

type Task = { id: number; code: string }
type Outcome = { id: number; value?: unknown; error?: string }

/** Starts a browser with a profile on an address. */
export type Launch = (address: string, profile: string) => ChildProcess

export function createChromiumLaunch(executablePath: string): Launch {
  return (address, profile) =>
    spawn(executablePath, [...chromiumFlags, '--headless', `--user-data-dir=${profile}`, address], { stdio: 'ignore' })
}

/** A browser without a debugger. Its pages fetch their tasks from a server of the test. */
export type UnwatchedBrowser = {
  /** The script that runs the tasks of a page. The page's address contains the page's name, as `page`. */
  script: string
  /** Opens the first page. */
  open: (address: string) => void
  /** The page of that name. Its tasks wait until it is loaded. */
  page: (name: string) => RunningPage
  close: () => Promise<void>
  /** Ends all processes of the browser at once, as `kill -9` does. */
  kill: () => Promise<void>
}

/**
 * Starts a server, and a browser on `open`. Chromium prerenders nothing for a page that a debugger watches.
 * @param ownProfile The folder of a profile that outlives the browser.
 */
export async function startUnwatchedBrowser(launch: Launch, ownProfile?: string): Promise<UnwatchedBrowser> {
  const profile = ownProfile ?? (await mkdtemp(join(tmpdir(), 'unwatched-')))
  const queues = new Map<string, TaskQueue>()
  const pending = new Map<number, (outcome: Outcome) => void>()
  const browsers: ChildProcess[] = []

  function queueOf(name: string): TaskQueue {
    const queue = queues.get(name) ?? createTaskQueue()
    queues.set(name, queue)
    return queue
  }

  const server = createServer(async (request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://server')
    if (pathname === '/task') return void response.end(JSON.stringify(await queueOf(searchParams.get('page') ?? '').next()))
    const outcome: Outcome = JSON.parse(await readBody(request))
    pending.get(outcome.id)?.(outcome)
    response.end()
  })
  const origin = await listen(server)
  let lastId = 0

  async function end(endBrowser: (browser: ChildProcess) => void): Promise<void> {
    const exits = browsers.map((browser) => once(browser, 'exit'))
    for (const browser of browsers) endBrowser(browser)
    await Promise.all(exits)
    await close(server)
    if (!ownProfile) await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }

  return {
    script: `<script>(${runTasks})(${JSON.stringify(origin)})</script>`,
    open(address) {
      browsers.push(launch(address, profile))
    },
    page: (name) => ({
      async evaluate(task, argument) {
        const id = ++lastId
        const settled = new Promise<Outcome>((resolve) => {
          pending.set(id, resolve)
          setTimeout(() => resolve({ id, error: `no outcome within ${patience} ms` }), patience).unref()
        })
        queueOf(name).add({ id, code: `(${task})(${JSON.stringify(argument)})` })
        const { value, error } = await settled
        if (error) throw new Error(`The page "${name}": ${error}`)
        return value as never
      },
    }),
    close: () => end((browser) => browser.kill()),
    kill: () => end(({ pid }) => killTrees([String(pid)])),
  }
}

/** Runs in the page: fetches a task, runs it, reports its outcome, and begins anew. */
async function runTasks(origin: string): Promise<void> {
  const page = new URLSearchParams(location.search).get('page')
  for (;;) {
    const { id, code } = (await (await fetch(`${origin}/task?page=${page}`)).json()) as Task
    const outcome = await Promise.resolve()
      // biome-ignore lint/security/noGlobalEval: the code is the test's own.
      .then(() => globalThis.eval(code))
      .then(
        (value) => ({ value }),
        (error) => ({ error: String(error) }),
      )
    await fetch(`${origin}/result`, { method: 'POST', keepalive: true, body: JSON.stringify({ id, ...outcome }) })
  }
}

type TaskQueue = { add: (task: Task) => void; next: () => Promise<Task> }

function createTaskQueue(): TaskQueue {
  const tasks: Task[] = []
  let onAdd = () => {}
  return {
    add(task) {
      tasks.push(task)
      onAdd()
    },
    async next() {
      for (;;) {
        const task = tasks.shift()
        if (task) return task
        await new Promise<void>((resolve) => {
          onAdd = resolve
        })
      }
    },
  }
}
