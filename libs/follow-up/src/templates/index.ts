export { PLACEHOLDER_NAMES, placeholdersIn, type Placeholder, type TemplateValues } from './placeholders.js';
export { ReplyTemplates, type RenderedTemplate, type ReplyTemplate, type TemplateFacts } from './reply-templates.js';
