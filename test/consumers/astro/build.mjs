import { build } from 'astro'

// Astro's command refuses Node 20, which its `engines` permit.
await build({ logLevel: 'error' })
