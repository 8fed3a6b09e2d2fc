import type { Person } from '@earshot/contracts';
import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './people-page.module.css';

type Role = Person['role'];
const ROLES = ['agent', 'lead', 'manager', 'ops', 'admin'] as const satisfies readonly Role[];

interface RoleFieldProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
}

/** The roles, each with what it may do in words. */
export function RoleField({ value, onChange }: RoleFieldProps) {
  const { t } = useTranslation();
  return (
    <Radio.Group label={t('people.field.role')} value={value} onChange={(role) => onChange(role)}>
      <div className={classes.roles}>
        {ROLES.map((role) => (
          <Radio key={role} value={role} label={t(`role.${role}`)} description={t(`people.roleMeans.${role}`)} />
        ))}
      </div>
    </Radio.Group>
  );
}
