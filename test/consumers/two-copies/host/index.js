// Federation needs a chunk of its own for code that imports shared modules.
import('./Host.js')
