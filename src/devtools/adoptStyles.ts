const sheets = new Map<string, CSSStyleSheet>()

/** Styles a shadow root by a constructed sheet. A policy of `style-src 'self'` allows such a sheet, but no injected `<style>`. */
export function adoptStyles(root: ShadowRoot, css: string): void {
  // Without constructed sheets, as in jsdom, the shadow root has no styles.
  if (!('adoptedStyleSheets' in root)) return
  const sheet = sheets.get(css) ?? new CSSStyleSheet()
  if (!sheets.has(css)) sheet.replaceSync(css)
  sheets.set(css, sheet)
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet)
}
