// Trouble that a person can mend.

/** Something wrong with a flag, a file or a configuration: one line for people, exit code 2. */
export class UserError extends Error {}
