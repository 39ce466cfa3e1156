/**
 * The purpose that the token of the command line is derived for. Whoever may read the secret key may do everything on
 * this machine anyway; with the token they need no API key.
 */
export const localTokenPurpose = 'command line';
