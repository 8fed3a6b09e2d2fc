/** Loaded into the service: when its launcher dies, even by kill -9, the channel between them closes and the service stops. */
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
