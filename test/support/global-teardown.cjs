/** Stops the server that global-setup.cjs started and removes its data. */
module.exports = async () => {
  await globalThis.closeEarshotTestServer?.();
};
