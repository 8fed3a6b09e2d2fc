import { ReplyTemplates } from '../templates/reply-templates.js';
import { Wording } from '../wording/wording.js';
import type { Playbook } from './playbook.js';
import { readPlaybook } from './read-playbook.js';

/** What the house wrote down about recovering customers: its playbook, its reply templates, its wording. */
export class PlaybookFiles {
  constructor(
    readonly playbook: Playbook,
    readonly templates: ReplyTemplates,
    readonly wording: Wording,
  ) {}

  /**
   * Reads config/playbooks and config/templates.
   * @throws ConfigError naming file and place of every fault
   */
  static read(configFolder: string): PlaybookFiles {
    const playbook = readPlaybook(configFolder);
    return new PlaybookFiles(
      playbook,
      ReplyTemplates.read(configFolder, playbook),
      Wording.read(configFolder, playbook),
    );
  }
}
