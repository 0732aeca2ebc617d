import css from '../../../src/react/styles.css?inline'
import address from '../../../src/react/styles.css?url'

/** Attaches a shadow root with the stylesheet, as a constructed sheet, a `<style>` or a `<link>`. The page loses the stylesheet. */
export function attachRoot(host: HTMLElement, kind: string | null): ShadowRoot {
  for (const sheet of document.styleSheets) sheet.disabled = true
  const root = host.attachShadow({ mode: 'open' })
  if (kind === 'link') root.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: address }))
  else if (kind === 'style') root.append(Object.assign(document.createElement('style'), { textContent: css }))
  else {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
  }
  return root
}
