/** WebKit's sandbox needs namespaces, which a root in a container lacks. */
export const webKitEnv = process.getuid?.() === 0 ? { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' } : process.env
