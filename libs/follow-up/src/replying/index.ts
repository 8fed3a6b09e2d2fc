export { REPLY_JOB, type ReplyJob, type ReplyStep } from './reply-job.js';
export { registerReplies } from './register-replies.js';
export {
  ReplySending,
  SENDING_SCHEDULE,
  type OpenReplyChannel,
  type ReplyChannel,
  type SendingSchedule,
} from './reply-sending.js';
export { ReplyWriting, type ReplyRequest } from './reply-writing.js';
export { ATTACHMENT_EXTENSIONS, attachmentType } from './attachment-type.js';
export { RECIPIENT_WARNINGS, recipientWarnings, type RecipientWarning } from './recipient-warnings.js';
