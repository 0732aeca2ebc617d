/** Some of the members. A member that is `undefined` counts as missing, also under `exactOptionalPropertyTypes`. */
export type Optional<members> = { [name in keyof members]?: members[name] | undefined }
