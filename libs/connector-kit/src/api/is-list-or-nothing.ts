/**
 * For services that leave a list out when it is empty, and may then answer `{}`: whether a body is such an answer. What has
 * none of its names is another answer, from which nobody could tell whether there is something to read.
 *
 * @param names of the list and of what stands beside it
 */
export function isListOrNothing(names: readonly string[]): (body: object) => boolean {
  return (body) => Object.keys(body).length === 0 || names.some((name) => name in body);
}
