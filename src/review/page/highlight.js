// Painting words without touching the text: the Custom Highlight API. Nothing is painted where a browser lacks it.

const can = "highlights" in CSS && typeof Highlight === "function";

// Ranges that do not follow the text: an edited text is painted anew.
export function range(node, from, to) {
  const text = node?.firstChild;
  if (!text || text.nodeType !== Node.TEXT_NODE) return null;
  const length = text.data.length;
  if (from >= length || to <= from) return null;
  return new StaticRange({ startContainer: text, startOffset: from, endContainer: text, endOffset: Math.min(to, length) });
}

export function paint(name, ranges, priority = 0) {
  if (!can) return;
  const found = ranges.filter(Boolean);
  if (!found.length) { CSS.highlights.delete(name); return; }
  const highlight = new Highlight(...found);
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
}

export const clear = (...names) => { if (can) names.forEach((name) => CSS.highlights.delete(name)); };
