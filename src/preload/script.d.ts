/** A file and what it imports, as the text of one minified script. `vite.config.ts` makes it. */
declare module '*?script' {
  export const text: string
}
