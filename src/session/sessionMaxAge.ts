/** A session is a window of 6 hours (LivePerson's Android SDK, "Campaigns"). In seconds. */
export const sessionMaxAge: number = 6 * 60 * 60
