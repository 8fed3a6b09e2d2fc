module.exports = async () => {
  await globalThis.earshotTestServer?.stop();
};
