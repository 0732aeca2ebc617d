import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { close, listen } from './loopback.js'

export type Storybook = {
  /** Shows a story, with what it is to know (`globals`, `args`), and waits until it has played. */
  open: (page: Page, id: string, query?: Record<string, string>) => Promise<void>
  /** The stories that there are, by id; no docs pages. */
  ids: string[]
  close: () => Promise<void>
}

type Preview = Window & { __STORYBOOK_PREVIEW__?: { currentRender?: { phase?: string } } }

const root = join(import.meta.dirname, '../..')
const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json' }

/** Builds the Storybook, and serves it on loopback. */
export async function startStorybook(): Promise<Storybook> {
  const folder = join(root, '.cache/storybook')
  const storybook = join(root, 'node_modules/storybook/dist/bin/dispatcher.js')
  execFileSync(process.execPath, [storybook, 'build', '--output-dir', folder, '--quiet'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
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
  return {
    async open(page, id, query) {
      await page.goto(`${origin}/iframe.html?${new URLSearchParams({ id, viewMode: 'story', ...query })}`)
      const phase = await page.waitForFunction(() => {
        const { currentRender } = (window as Preview).__STORYBOOK_PREVIEW__ ?? {}
        return /^(finished|errored|aborted)$/.test(currentRender?.phase ?? '') && currentRender?.phase
      })
      if ((await phase.jsonValue()) !== 'finished') throw new Error(`The story ${id} did not play to its end.`)
    },
    ids: Object.entries(index.entries).flatMap(([id, { type }]) => (type === 'story' ? [id] : [])),
    close: () => close(server),
  }
}
