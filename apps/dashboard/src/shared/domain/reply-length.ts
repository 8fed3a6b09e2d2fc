/** A rule of the domain that the browser has to follow while somebody types; by its own file, which imports nothing. */
export { replyLength } from '../../../../../libs/domain/src/reply-limit';
