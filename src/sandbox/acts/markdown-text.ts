/** Markdown as ClickUp's plain `description` shows it: the marks taken out, of links only their words left. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/^```.*$\n?/gm, '')
    .replace(/^#{1,6}\s+/gm, '')
    .replace(/^(\s*)[*-]\s+/gm, '$1')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__)(.+?)\1/g, '$2')
    .replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, '$1')
    .replace(/`([^`\n]+)`/g, '$1');
}

/** A description as history items carry it: a Quill delta, as a JSON string. */
export function descriptionDelta(text: string): string | null {
  return text === '' ? null : JSON.stringify({ ops: [{ insert: text }, { insert: '\n', attributes: {} }] });
}
