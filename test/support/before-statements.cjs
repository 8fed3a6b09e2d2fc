/**
 * Calls `before` ahead of every statement of a data source, with its text; a commit that is asked for of the query runner is
 * `commit`. For workers that tests kill at a statement.
 */
exports.beforeStatements = (dataSource, before) => {
  const createQueryRunner = dataSource.createQueryRunner.bind(dataSource);
  dataSource.createQueryRunner = (...args) => {
    const runner = createQueryRunner(...args);
    for (const method of ['query', 'commitTransaction']) {
      const original = runner[method].bind(runner);
      runner[method] = (...given) => {
        before(method === 'query' ? given[0] : 'commit', runner);
        return original(...given);
      };
    }
    return runner;
  };
};
