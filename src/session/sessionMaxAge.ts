/** A session lasts at most 6 hours, in seconds (LivePerson's Android SDK, "Campaigns"). */
export const sessionMaxAge: number = 6 * 60 * 60
