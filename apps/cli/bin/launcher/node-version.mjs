// Written so that old versions of Node can still run it: no dynamic syntax, no imports.

/** Versions whose require() loads ES modules without a flag, which NestJS 12 needs. */
export function isSupportedNode(version) {
  const parts = version.split('.').map(Number);
  const major = parts[0];
  const minor = parts[1];
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
}

/** Ends the process with a clear message when this Node is too old. */
export function requireSupportedNode() {
  if (isSupportedNode(process.versions.node)) return;
  process.stderr.write(
    'Earshot needs Node 20.19, 22.12 or newer; this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      ').\nInstall a newer one from https://nodejs.org and try again.\n',
  );
  process.exit(1);
}
