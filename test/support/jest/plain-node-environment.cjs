const { ModuleMocker } = require('jest-mock');
const { ModernFakeTimers } = require('@jest/fake-timers');

/** What Jest keeps in the global object from one test file to the next unless it is taken away. */
const LEFT_BEHIND = /^(JEST_STATE_SYMBOL|EVENT_HANDLERS|TEST_TIMEOUT_SYMBOL|RETRY_|WAIT_BEFORE_RETRY|LOG_ERRORS)/;

/**
 * A test environment without a sandbox: test files share the global object of their worker, so that modules which Node
 * has loaded once serve them all (see plain-node-runtime.cjs), and an Error or a Date is the same everywhere.
 */
module.exports = class PlainNodeEnvironment {
  global = globalThis;
  #kept = { console, process: { exit: process.exit, getBuiltinModule: process.getBuiltinModule, env: process.env } };

  /** @param {import('@jest/environment').JestEnvironmentConfig} config */
  constructor({ projectConfig }) {
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
    this.fakeTimers = this.fakeTimersModern;
  }

  async setup() {
    process.env = { ...process.env };
  }

  /** Puts back what Jest and the test file changed: in a sandbox they would have changed a copy. */
  async teardown() {
    this.fakeTimersModern.dispose();
    globalThis.console = this.#kept.console;
    Object.assign(process, this.#kept.process);
    for (const key of Object.getOwnPropertySymbols(globalThis))
      if (LEFT_BEHIND.test(key.description)) delete globalThis[key];
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Nothing is compiled in a context of its own. */
  getVmContext() {
    return null;
  }
};
