// The servers, of the rooms and of the curated answers: at the addresses that the build was given, or on the page's own host.
import { ANSWERS_PORT, findServer, type Server } from './findServer';

/** What the build was given; every page names it, for whoever looks at a deployment. */
export const roomsSetting = () => import.meta.env.PUBLIC_GAME_HOST || import.meta.env.PUBLIC_PARTYKIT_HOST;
export const answersSetting = () => import.meta.env.PUBLIC_WINE_ANSWERS_URL;

export const server = (): Server => findServer(roomsSetting(), window.location);

export const answersServer = (): Server => findServer(answersSetting(), window.location, ANSWERS_PORT);
