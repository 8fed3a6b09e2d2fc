/** The directions of docs/architecture.md: what a folder may import. Cycles are refused everywhere. */
const lib = (name) => `^libs/${name}/`;
const only = (name, allowed) => ({
  name: `${name}-imports`,
  comment: `libs/${name} may import only: ${allowed.join(', ') || 'nothing of ours'}`,
  severity: 'error',
  from: { path: lib(name) },
  to: { path: '^(libs|apps)/', pathNot: [name, ...allowed].map(lib) },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('domain', []),
    only('contracts', ['domain']),
    only('detection', ['domain']),
    only('platform', ['domain']),
    only('connector-kit', ['domain']),
    only('connectors', ['connector-kit', 'domain']),
    only('persistence', ['domain', 'platform']),
    only('intake', ['connector-kit', 'follow-up', 'domain', 'platform']),
    only('follow-up', ['domain', 'platform']),
    only('notifications', ['connector-kit', 'domain', 'platform']),
    only('reporting', ['domain', 'platform', 'notifications']),
    only('access', ['domain', 'platform']),
    only('learning', ['domain', 'platform']),
    only('second-opinion', ['domain', 'platform']),
    {
      name: 'dashboard-imports',
      comment: 'the dashboard speaks to the API through the contracts',
      severity: 'error',
      from: { path: '^apps/dashboard/' },
      to: { path: '^(libs|apps)/', pathNot: ['^apps/dashboard/', lib('contracts'), lib('domain')] },
    },
    {
      name: 'no-framework-in-the-core',
      comment: 'domain, detection and contracts know no framework, driver or mailer',
      severity: 'error',
      from: { path: '^libs/(domain|detection|contracts)/', pathNot: '\\.spec\\.ts$' },
      to: { path: 'node_modules/(@nestjs|typeorm|pg|pg-boss|express|imapflow|nodemailer|undici)/' },
    },
    {
      name: 'one-channel-does-not-know-another',
      severity: 'error',
      from: { path: '^libs/connectors/src/([^/]+)/' },
      to: { path: '^libs/connectors/src/([^/]+)/', pathNot: '^libs/connectors/src/$1/' },
    },
    {
      name: 'not-to-spec',
      severity: 'error',
      from: { pathNot: '\\.spec\\.ts$' },
      to: { path: '\\.spec\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^dist' },
  },
};
