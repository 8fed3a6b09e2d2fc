export { MAIL_REJECTIONS, MailRejected, type MailRejection } from './mail-rejected.js';
export { DEFAULT_MAIL_LIMITS, type MailLimits } from './mail-limits.js';
export type { MailAddress, ReadMail, ReadMailOptions } from './read-mail-result.js';
export { readMail } from './read-mail.js';
export { isReplySubject } from './mail-subject.js';
export { ownWords, type OwnWords, type OwnWordsContext } from './own-words.js';
export { isOwnMail, mailExternalId, toIncomingMessage, toSeenReply, type MailPlace } from './mail-message.js';
export { splitMbox, type MboxOptions } from './split-mbox.js';
