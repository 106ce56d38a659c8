// Draws the secrets that prove who this browser is: 128 random bits as 22 base64url characters.

/** Chosen here and saved before it is sent, so that a lost reply locks nobody out. */
export function drawSecret(): string {
  // Not `randomUUID` nor `subtle`: neither exists on the plain-http pages of a home network.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
