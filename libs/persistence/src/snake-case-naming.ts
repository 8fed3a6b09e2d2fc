import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

/** `sentAt` in the code is `sent_at` in the database, so that nobody has to quote a column in SQL. */
export class SnakeCaseNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }
}
