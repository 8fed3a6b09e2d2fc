/**
 * Anything but spaces and what nobody sees: control and format characters such as zero-width spaces, private-use and
 * unassigned ones (Unicode general categories C and Z). Words without one are empty to whoever reads them.
 */
export const VISIBLE_CHARACTER = /[^\p{C}\p{Z}]/u;
