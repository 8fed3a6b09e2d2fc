/** Adds up checks and tests and tells of each as it ends. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  #failures = [];
  #skips = [];

  /** A step that is one check: passes when `work` resolves. @param {() => Promise<unknown>} work */
  async check(name, work) {
    const started = Date.now();
    try {
      await work();
      this.passed += 1;
      this.#tell(`✔ ${name}`, started);
    } catch (error) {
      this.failed += 1;
      this.#tell(`✖ ${name}`, started);
      process.stdout.write(`${indented(error.message)}\n`);
      this.#failures.push(name);
    }
  }

  /** A step that counts its own tests. */
  async tests(name, work) {
    const started = Date.now();
    const result = await work();
    this.passed += result.passed;
    this.failed += result.failed;
    this.skip(result.skips, result.skipped);
    const figures = `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`;
    this.#tell(`${result.failed === 0 ? '✔' : '✖'} ${name}: ${figures}`, started);
    for (const failure of result.failures) process.stdout.write(`    ✖ ${failure}\n`);
    for (const first of result.unsteady)
      process.stdout.write(`    ↻ passed only when it ran again alone; the first time:\n      ${first}\n`);
    if (result.failed > 0) this.#failures.push(`${name}: ${result.failed} failed`);
  }

  /** @param {readonly string[]} reasons @param {number} count */
  skip(reasons, count) {
    this.skipped += count;
    this.#skips.push(...reasons);
  }

  /** The account of the run; its last line is plain, for whoever only reads that. */
  finish() {
    const { passed, failed, skipped } = this;
    if (this.#skips.length > 0)
      process.stdout.write(`\nSkipped:\n${this.#skips.map((skip) => `  ${skip}\n`).join('')}`);
    if (this.#failures.length > 0)
      process.stdout.write(`\nFailed:\n${this.#failures.map((step) => `  ${step}\n`).join('')}`);
    process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
    return failed === 0 ? 0 : 1;
  }

  #tell(line, started) {
    process.stdout.write(`${line} (${Math.round((Date.now() - started) / 1000)} s)\n`);
  }
}

function indented(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
