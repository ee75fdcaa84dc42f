// A text cut where anything marked begins or ends.

/**
 * Cut a text by spans that may overlap.
 * @param {string} text
 * @param {Array<{start: number, end: number}>} spans in UTF-16 code units
 * @returns {Array<{text: string, spans: Object[], first: Object[]}>} in order, nothing left out; `spans` lie over the segment, `first`
 *   are those of them that begin with it
 */
export function segments(text, spans) {
  const kept = spans.filter((s) => s.start < s.end && s.start < text.length);
  const cuts = [...new Set([0, text.length, ...kept.flatMap((s) => [s.start, Math.min(s.end, text.length)])])].sort((a, b) => a - b);
  const waiting = [...kept].sort((a, b) => a.start - b.start || b.end - a.end);
  const result = [];
  let open = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    open = open.filter((s) => s.end > cuts[i]);
    const first = [];
    while (waiting.length && waiting[0].start <= cuts[i]) first.push(waiting.shift());
    open.push(...first);
    result.push({ text: text.slice(cuts[i], cuts[i + 1]), spans: [...open], first });
  }
  return result;
}
