/** The text of a stylesheet, as Vite hands it over. */
declare module '*.css?inline' {
  const css: string
  // biome-ignore lint/style/noDefaultExport: it is Vite's.
  export default css
}
