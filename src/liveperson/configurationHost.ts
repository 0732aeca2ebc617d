/** The origin of the public configuration of all accounts ("Unauthenticated messaging"). */
export const configurationHost = 'https://accdn.lpsnmedia.net'
