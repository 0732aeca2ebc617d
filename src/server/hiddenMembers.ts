/** The members that never leave the relay, in either direction. The `u` flag also finds letters that a service may read as `s` and `k`. */
export const isHiddenMember = (name: string): boolean => /^(SessionKey|CustomerHost|_Links|TableRight|FieldProperties)$/iu.test(name)
