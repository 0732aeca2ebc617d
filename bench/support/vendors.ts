/** A minimal vendor's script: it adds a button immediately. */
const launcher = `
  if (!window.intercomSettings?.hide_default_launcher) {
    const button = document.createElement('button')
    button.textContent = 'Chat with us'
    document.body.append(button)
  }`

/** Responds in the place of the peers' vendors, by a request's path. Their own scripts cannot be loaded or stored here. */
export function answerAsVendor(path: string): string | undefined {
  // The scripts of Intercom and LiveChat.
  if (path.startsWith('/widget/') || path === '/tracking.js') return launcher
  // PostHog's settings of a project, its flags, and the endpoints of its events.
  const token = /^\/array\/(\w+)\/config\.js$/.exec(path)?.[1]
  if (token) return `(window._POSTHOG_REMOTE_CONFIG ??= {}).${token} = { config: { hasFeatureFlags: true }, siteApps: [] }`
  if (path.startsWith('/flags/')) return '{"flags":{"chat":{"key":"chat","enabled":true}}}'
  return path.startsWith('/e/') || path.startsWith('/i/') ? '{}' : undefined
}
