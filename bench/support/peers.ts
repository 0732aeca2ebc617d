import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const folder = join(import.meta.dirname, '../../.cache/peers')

/** The other packages of the field. npm installs them into `.cache/peers`, because only the benches need them. */
export const peers = {
  'react-use-intercom': '5.8.0',
  'react-live-chat-loader': '2.11.0',
  '@livechat/widget-react': '1.4.1',
  'posthog-js': '1.449.2',
  hono: '4.13.19',
  '@hono/node-server': '2.1.9',
  'stream-chat': '9.53.0',
  'stream-chat-react': '14.12.0',
  '@assistant-ui/react': '0.15.22',
} as const

export function installPeers(): void {
  const isInstalled = Object.keys(peers).every((name) => existsSync(join(folder, 'node_modules', name)))
  if (isInstalled) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: peers }))
  const options = ['--no-package-lock', '--ignore-scripts', '--legacy-peer-deps', '--loglevel', 'error']
  execFileSync('npm', ['install', ...options], { cwd: folder })
}

const isPeer = (id: string) => Object.keys(peers).some((name) => id === name || id.startsWith(`${name}/`))

/** Resolves the installed peers. Redirects their requests for a vendor's script to `globalThis.service`. */
export const peersPlugin: Plugin = {
  name: 'peers',
  enforce: 'pre',
  resolveId(id) {
    return isPeer(id) ? this.resolve(id, join(folder, 'package.json'), { skipSelf: true }) : undefined
  },
  transform: (code, id) =>
    id.startsWith(folder)
      ? code.replaceAll(/(["'])https:\/\/(?:widget\.intercom\.io|cdn\.livechatinc\.com)/g, 'globalThis.service + $1')
      : undefined,
}
