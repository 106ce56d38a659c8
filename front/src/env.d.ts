// The settings that a build of the front may be given.
interface ImportMetaEnv {
  /** Where the rooms are, with or without a protocol. */
  readonly PUBLIC_GAME_HOST?: string;
  /** The same under its older name. */
  readonly PUBLIC_PARTYKIT_HOST?: string;
  /** Where the curated answers are, with or without a protocol. */
  readonly PUBLIC_WINE_ANSWERS_URL?: string;
}
