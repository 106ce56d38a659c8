// Fetches a part of the page that was left out at first, again and again while the network is away.

const FIRST_MS = 2_000;
const LONGEST_MS = 30_000;

export async function untilFetched<Part>(fetchPart: () => Promise<Part>, wait = FIRST_MS): Promise<Part> {
  try {
    return await fetchPart();
  } catch {
    await new Promise((later) => setTimeout(later, wait));
    return untilFetched(fetchPart, Math.min(LONGEST_MS, wait * 2));
  }
}
