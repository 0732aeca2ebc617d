/** As little as a vendor's script can do: a button, at once. */
const launcher = `
  if (!window.intercomSettings?.hide_default_launcher) {
    const button = document.createElement('button')
    button.textContent = 'Chat with us'
    document.body.append(button)
  }`

/** What stands in for the peers' vendors, by a request's path: their own scripts can neither be reached from here nor be kept here. */
export function answerAsVendor(path: string): string | undefined {
  // Intercom's, LiveChat's.
  if (path.startsWith('/widget/') || path === '/tracking.js') return launcher
  // PostHog's: a project's settings, its flags, and where events go.
  const token = /^\/array\/(\w+)\/config\.js$/.exec(path)?.[1]
  if (token) return `(window._POSTHOG_REMOTE_CONFIG ??= {}).${token} = { config: { hasFeatureFlags: true }, siteApps: [] }`
  if (path.startsWith('/flags/')) return '{"flags":{"chat":{"key":"chat","enabled":true}}}'
  return path.startsWith('/e/') || path.startsWith('/i/') ? '{}' : undefined
}
