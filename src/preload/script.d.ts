/** The text of one minified script, made from a file and its imports. `vite.config.ts` makes the text. */
declare module '*?script' {
  export const text: string
}
