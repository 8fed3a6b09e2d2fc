/**
 * Content-Disposition of a file that is saved, not shown: the name for everybody in ASCII, and as it is for those who read
 * RFC 6266, section 4.3, encoded by RFC 8187.
 */
export function attachmentDisposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
