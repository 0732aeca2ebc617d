import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Plugin, type Rollup } from 'vite'
import { devPlugin } from '../test/support/devPlugin.js'
import { type Figures, toTable } from './support/figures.js'
import { peers, peersPlugin } from './support/peers.js'

const ours = join(import.meta.dirname, '../src/index.ts')

/** Each package is imported in the way of its README. */
const imports = {
  'a fetch in an effect, by hand': `export { ByHand } from ${JSON.stringify(join(import.meta.dirname, 'support/ByHand.tsx'))}`,
  '@livechat/widget-react': "export { LiveChatWidget } from '@livechat/widget-react'",
  'react-use-intercom': "export { IntercomProvider, useIntercom } from 'react-use-intercom'",
  'react-live-chat-loader': "export { LiveChatLoaderProvider, Intercom } from 'react-live-chat-loader'",
  'posthog-js': "export { default } from 'posthog-js'",
  'react-engagement, asking alone': `export { appEngagement, createEngagementClient, getEngagement } from ${JSON.stringify(ours)}`,
  'react-engagement, provider and button': `export { appEngagement, createEngagementClient, EngagementButton, EngagementProvider } from ${JSON.stringify(ours)}`,
}

/** Measures the bytes of each import. */
export async function measureBytes(): Promise<Figures> {
  const bars: [string, number[]][] = []
  for (const [name, code] of Object.entries(imports)) bars.push([name, [await measureImport(code)]])
  const rows = bars.map(([name, [bytes = 0]]) => [toVersioned(name), bytes.toLocaleString('en')])
  return {
    tables: [toTable(['import', 'bytes'], rows)],
    chart: { title: 'Bytes per import', unit: 'gzip, React outside', bars },
  }
}

/** Adds the version to the name of a peer. */
export function toVersioned(name: string): string {
  return name in peers ? `${name} ${peers[name as keyof typeof peers]}` : name
}

/** Builds an import with Vite for production. The bundle excludes React, contains all else, and is compressed with gzip level 9. */
export async function measureImport(code: string): Promise<number> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'error',
    plugins: [peersPlugin, toEntry(code), devPlugin],
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: 'virtual:entry',
        preserveEntrySignatures: 'strict',
        external: [/^react($|\/)/, /^react-dom($|\/)/],
        // The bundler warns that a bundle of one file ignores 'use client'.
        onLog: () => {},
      },
    },
  })) as Rollup.RollupOutput
  // A page loads the entry and its static imports first. Dynamic imports are not counted.
  const chunks = output.filter((chunk) => chunk.type === 'chunk' && !chunk.isDynamicEntry) as Rollup.OutputChunk[]
  return chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code, { level: 9 }).length, 0)
}

const toEntry = (code: string): Plugin => ({
  name: 'entry',
  resolveId: (id) => (id === 'virtual:entry' ? id : undefined),
  load: (id) => (id === 'virtual:entry' ? code : undefined),
})
