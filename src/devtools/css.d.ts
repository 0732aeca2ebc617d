/** The text of a stylesheet. Vite makes this module. */
declare module '*.css?inline' {
  const css: string
  // biome-ignore lint/style/noDefaultExport: Vite makes the default export.
  export default css
}
