export {
  PLACEHOLDER_NAMES,
  PLACEHOLDERS,
  placeholdersIn,
  type Placeholder,
  type TemplateValues,
} from './placeholders.js';
export { ReplyTemplates, type RenderedTemplate, type ReplyTemplate, type TemplateFacts } from './reply-templates.js';
export { templateFileOf } from './template-document.js';
export { TemplateDesk, type TemplateEdit, type TemplatesShown } from './template-desk.js';
