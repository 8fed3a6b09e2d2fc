import type { Token } from '@earshot/contracts';
import { useTranslation } from 'react-i18next';

/** What a scope allows, in words. */
export function useScopeWords(): (scope: Token['scopes'][number]) => string {
  const { t } = useTranslation();
  const words = {
    'cases:read': t('tokens.scope.readCases'),
    'cases:write': t('tokens.scope.writeCases'),
    'messages:read': t('tokens.scope.readMessages'),
    'verdicts:write': t('tokens.scope.writeVerdicts'),
    'customers:read': t('tokens.scope.readCustomers'),
    'insights:read': t('tokens.scope.readInsights'),
    'spikes:read': t('tokens.scope.readSpikes'),
    'sources:read': t('tokens.scope.readSources'),
  } satisfies Record<Token['scopes'][number], string>;
  return (scope) => words[scope];
}
