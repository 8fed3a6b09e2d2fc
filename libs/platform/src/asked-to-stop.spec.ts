import { askedToStop } from './asked-to-stop.js';

describe('a process that is asked to stop', () => {
  let now = 0;
  let told = 0;
  let asked: Promise<void>;
  const exit = jest.fn();
  const before = { SIGINT: process.listeners('SIGINT'), SIGTERM: process.listeners('SIGTERM') };
  beforeEach(() => {
    now = 0;
    told = 0;
    exit.mockClear();
    jest.spyOn(process, 'exit').mockImplementation(exit as never);
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    asked = askedToStop(() => (told += 1));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      for (const listener of process.listeners(signal))
        if (!before[signal].includes(listener)) process.off(signal, listener);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('is told so once by %s, which several may pass on', async (signal) => {
    process.emit(signal, signal);
    process.emit(signal, signal);
    await asked;
    expect(told).toBe(1);
    expect(exit).not.toHaveBeenCalled();
  });

  it('goes on stopping in order however late SIGTERM comes again', async () => {
    process.emit('SIGINT', 'SIGINT');
    now = 5_000;
    process.emit('SIGTERM', 'SIGTERM');
    await asked;
    expect(exit).not.toHaveBeenCalled();
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends at once at a Ctrl-C that comes later than %s', async (signal) => {
    process.emit(signal, signal);
    now = 5_000;
    process.emit('SIGINT', 'SIGINT');
    await asked;
    expect(exit).toHaveBeenCalledWith(130);
  });
});
