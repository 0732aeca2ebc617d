import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Frame, Page } from 'playwright'
import { buildOnce } from './buildOnce.js'
import { close, listen } from './loopback.js'

/** Settings of a story, by name. */
export type StorySettings = { globals?: Record<string, string>; args?: Record<string, string> }

export type Storybook = {
  /** Loads a story in a new document, and waits until it has played. */
  open: (page: Page, id: string, settings?: StorySettings) => Promise<void>
  /** Shows a story in the document that `open` has loaded, and waits until it has played. Settings of the story before it are undone. */
  show: (page: Page, id: string, settings?: StorySettings) => Promise<void>
  /** Loads a docs page in a new document, and waits until its stories are rendered. Stories in frames have also played. */
  openDocs: (page: Page, id: string) => Promise<void>
  /** The stories that there are, by id; no docs pages. */
  ids: string[]
  /** The docs pages that there are, by id. */
  docsIds: string[]
  close: () => Promise<void>
}

type Values = Record<string, unknown>
type Finished = { storyId: string; status: 'success' | 'error' }

/** The parts of Storybook's preview that are used here. */
type Preview = {
  currentRender?: { id: string; phase?: string }
  channel: {
    on: (event: 'storyFinished', listener: (finished: Finished) => void) => void
    off: (event: 'storyFinished', listener: (finished: Finished) => void) => void
    emit: (event: 'setCurrentStory', selection: { storyId: string; viewMode: 'story' }) => void
  }
  storyStoreValue: {
    loadStory: (selection: { storyId: string }) => Promise<{ initialArgs: Values }>
    userGlobals: { globals: Values; initialGlobals: Values; update: (globals: Values) => void }
    args: { get: (storyId: string) => Values; update: (storyId: string, args: Values) => void }
  }
}

declare global {
  var __STORYBOOK_PREVIEW__: Preview | undefined
}

const root = join(import.meta.dirname, '../..')
const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json' }

const sources = ['src', 'stories', '.storybook', 'docs/reference', 'vite.config.ts', 'package-lock.json']

/** Serves the Storybook on loopback. It is built when its sources have changed. */
export async function startStorybook(): Promise<Storybook> {
  const folder = await buildOnce('storybook', sources, (outDir) =>
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/storybook/dist/bin/dispatcher.js'), 'build', '--output-dir', outDir, '--quiet'],
      {
        cwd: root,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    ),
  )
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://storybook')
    const type = types[pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
    await readFile(join(folder, pathname)).then(
      (content) => response.writeHead(200, { 'content-type': type }).end(content),
      () => response.writeHead(404).end(),
    )
  })
  const origin = await listen(server)
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as { entries: Record<string, { type: string }> }
  const toIds = (wanted: string) => Object.entries(index.entries).flatMap(([id, { type }]) => (type === wanted ? [id] : []))
  const open: Storybook['open'] = async (page, id, { globals, args } = {}) => {
    const query = { id, viewMode: 'story', ...(globals && { globals: toQuery(globals) }), ...(args && { args: toQuery(args) }) }
    await page.goto(`${origin}/iframe.html?${new URLSearchParams(query)}`)
    await waitUntilPlayed(page)
  }
  return {
    open,
    async show(page, id, settings = {}) {
      const current = await page.evaluate(() => globalThis.__STORYBOOK_PREVIEW__?.currentRender?.id)
      // Storybook does not finish when it is asked for the story that it shows already.
      if (current === id) return open(page, id, settings)
      const status = await page.evaluate(switchStory, { id, ...settings })
      if (status !== 'success') throw new Error(`The story ${id} did not play to its end.`)
    },
    async openDocs(page, id) {
      await page.goto(`${origin}/iframe.html?${new URLSearchParams({ id, viewMode: 'docs' })}`)
      await page.locator('.sbdocs-content h1').first().waitFor()
      await page.waitForFunction(() => document.querySelector('.sb-story > [id$="-inner"]:empty') === null)
      for (const frame of await page.locator('iframe').all()) {
        // A frame is loaded when it comes into view.
        await frame.scrollIntoViewIfNeeded()
        const document = await (await frame.elementHandle())?.contentFrame()
        if (document) await waitUntilPlayed(document)
      }
    },
    ids: toIds('story'),
    docsIds: toIds('docs'),
    close: () => close(server),
  }
}

/** Waits until the story of a document, or of a frame, has played. */
async function waitUntilPlayed(document: Page | Frame): Promise<void> {
  const phase = await document.waitForFunction(() => {
    const { phase = '' } = globalThis.__STORYBOOK_PREVIEW__?.currentRender ?? {}
    return /^(finished|errored|aborted)$/.test(phase) && phase
  })
  if ((await phase.jsonValue()) !== 'finished') throw new Error(`The story of ${document.url()} did not play to its end.`)
}

/** The notation of Storybook's address. */
function toQuery(settings: Record<string, string>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')
}

/** Switches to another story by the preview's channel, and returns how it has finished. It runs in the page. */
async function switchStory({ id, globals = {}, args = {} }: { id: string } & StorySettings): Promise<Finished['status']> {
  const { channel, storyStoreValue } = globalThis.__STORYBOOK_PREVIEW__ as Preview
  const { userGlobals, args: allArgs } = storyStoreValue
  const reset = (current: Values, initial: Values) => Object.fromEntries(Object.keys(current).map((name) => [name, initial[name]]))
  const { initialArgs } = await storyStoreValue.loadStory({ storyId: id })
  // The store takes the settings without a render. The channel's own events would render the story before once more.
  userGlobals.update({ ...reset(userGlobals.globals, userGlobals.initialGlobals), ...globals })
  allArgs.update(id, { ...reset(allArgs.get(id), initialArgs), ...args })
  return new Promise((resolve) => {
    const finish = ({ storyId, status }: Finished) => {
      if (storyId !== id) return
      channel.off('storyFinished', finish)
      resolve(status)
    }
    channel.on('storyFinished', finish)
    channel.emit('setCurrentStory', { storyId: id, viewMode: 'story' })
  })
}
