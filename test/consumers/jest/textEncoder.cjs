globalThis.TextEncoder = require('node:util').TextEncoder
