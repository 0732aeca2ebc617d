export { type PreloadScript, type PreloadScriptParameters, preloadScript } from './preloadScript.js'
