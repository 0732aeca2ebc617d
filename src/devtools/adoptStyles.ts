const sheets = new Map<string, CSSStyleSheet>()

/** Dresses a shadow root by a constructed sheet: a policy of `style-src 'self'` lets it through, unlike an injected `<style>`. */
export function adoptStyles(root: ShadowRoot, css: string): void {
  // Without them, as in jsdom, it stays undressed.
  if (!('adoptedStyleSheets' in root)) return
  const sheet = sheets.get(css) ?? new CSSStyleSheet()
  if (!sheets.has(css)) sheet.replaceSync(css)
  sheets.set(css, sheet)
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet)
}
