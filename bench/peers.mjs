// Bytes per import beside others of the field: `node bench/peers.mjs`. Each as its README has it imported, built by Vite for production, gzip level 9,
// React outside, all else inside. The peers are installed into `.cache/peers`, by npm, at these versions.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, '.cache/peers')
const ours = join(root, 'dist/index.js')

const dependencies = {
  'react-use-intercom': '5.8.0',
  'react-live-chat-loader': '2.11.0',
  '@livechat/widget-react': '1.4.1',
  'posthog-js': '1.449.2',
}

const imports = {
  'a fetch in an effect, written by hand': `import { useEffect, useState } from 'react'
    export const useOffer = (url, body) => {
      const [offer, setOffer] = useState()
      useEffect(() => void fetch(url, { method: 'POST', body }).then((answer) => answer.json()).then(setOffer), [])
      return offer
    }`,
  '@livechat/widget-react': "export { LiveChatWidget } from '@livechat/widget-react'",
  'react-use-intercom': "export { IntercomProvider, useIntercom } from 'react-use-intercom'",
  'react-live-chat-loader, one façade': "export { LiveChatLoaderProvider, Intercom } from 'react-live-chat-loader'",
  'posthog-js': "export { default } from 'posthog-js'",
  'react-engagement, asking alone': `export { appEngagement, createEngagementClient, getEngagement } from ${JSON.stringify(ours)}`,
  'react-engagement, provider and button': `export { appEngagement, createEngagementClient, EngagementButton, EngagementProvider } from ${JSON.stringify(ours)}`,
}

if (!existsSync(join(folder, 'node_modules/posthog-js'))) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }))
  execFileSync('npm', ['install', '--no-package-lock', '--ignore-scripts', '--legacy-peer-deps', '--loglevel', 'error'], { cwd: folder })
}

console.log('| import | bytes |\n|---|--:|')
for (const [name, code] of Object.entries(imports)) {
  const entry = join(folder, 'entry.js')
  writeFileSync(entry, code)
  const { output } = await build({
    configFile: false,
    root: folder,
    logLevel: 'error',
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: entry, preserveEntrySignatures: 'strict', external: [/^react($|\/)/, /^react-dom($|\/)/], onLog: () => {} },
    },
  })
  // What is loaded at first: the entry, and what it imports.
  const bytes = output.flatMap((chunk) =>
    chunk.type === 'chunk' && !chunk.isDynamicEntry ? [gzipSync(chunk.code, { level: 9 }).length] : [],
  )
  console.log(`| ${name} | ${bytes.reduce((sum, size) => sum + size, 0)} |`)
}
