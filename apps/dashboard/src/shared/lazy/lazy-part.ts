import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { loadPart } from './load-part';

/**
 * A component whose script is loaded when it is first shown. When the server cannot be reached, what stands around it
 * says so and comes back by itself; see `loadPart`.
 * @param load imports the script and takes the component from it
 */
export const lazyPart = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): LazyExoticComponent<ComponentType<Props>> => lazy(async () => ({ default: await loadPart(load) }));
