import { Unreachable } from '../api/api-error';

/**
 * Loads a part of the dashboard's code.
 * @throws Unreachable when it does not come because the server cannot be reached: trying again may help. Any other
 * failure is thrown as it is, such as that of a part which a newer release no longer has.
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch (error) {
    if (await isServerThere()) throw error;
    throw new Unreachable('A part of the dashboard could not be loaded', { cause: error });
  }
}

/** The browser tells only of the network: a server that is down looks online. */
export async function isServerThere(): Promise<boolean> {
  try {
    await fetch('/', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(5_000) });
    return true;
  } catch {
    return false;
  }
}
