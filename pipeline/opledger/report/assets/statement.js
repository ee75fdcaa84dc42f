import { h } from "./dom.js";
import { plainName } from "./words.js";
import { address } from "./route.js";
import { drawn } from "./hooks.js";
// One statement of a release: who said it, when, in which sentence.

/** Who published a release, as far as is known. */
export const publisherOf = (release) => release?.publisher || "unknown publisher";

/**
 * What a figure counts and how, in a line.
 * @param {Object} figure
 * @returns {string}
 */
export function figureNotes(figure) {
  const notes = [figure.role, figure.places.join(" "), figure.kind];
  if (figure.alternatives.length) notes.push(`or ${figure.alternatives.map(plainName).join(", ")}`);
  if (figure.part_of) notes.push("part of another");
  if (figure.repeat_of) notes.push("repeats another word for word");
  if (figure.implicit) notes.push("implicit");
  return notes.filter(Boolean).join(" · ");
}

/**
 * A statement as a card.
 * @param {Object} figure with its sentence in three
 * @param {Object} release in short
 * @param {boolean} against whether it clashes with what was taken
 * @returns {HTMLElement}
 */
export function statementCard(figure, release, against) {
  const [before, marked, after] = figure.sentence;
  const stance = against ? "clashes" : "supports";
  const card = h("li", { class: `statement ${stance}`, "data-figure-id": figure.id, "data-release-id": figure.release, "data-operation-id": figure.operation },
    h("p", { class: "who" }, h("strong", {}, publisherOf(release)), h("span", {}, release?.day ?? "no date"), h("span", { class: `stance ${stance}` }, against ? "▲ clashes" : "● supports")),
    h("blockquote", {}, before, h("mark", {}, marked), after),
    h("p", { class: "note" }, h("strong", {}, figure.said), " ", plainName(figure.measure), " · ", figureNotes(figure)),
    h("p", { class: "note" }, h("a", { href: address("release", figure.release, { figure: figure.id }) }, release?.title ?? figure.release)),
  );
  return drawn("figure", card, figure);
}

/** So much of a title stands in a sentence. */
const IN_SENTENCE = 40;

/**
 * A text in which ids of releases have become links that bear their titles.
 * @param {string} text
 * @param {string[]} ids
 * @param {Object<string, Object>} releases
 * @returns {Array<string|HTMLElement>}
 */
export function withReleases(text, ids, releases) {
  const found = ids.map((id) => [text.indexOf(id), id]).filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0] || b[1].length - a[1].length);
  if (!found.length) return [text];
  const [at, id] = found[0];
  const title = releases[id]?.title ?? id;
  const link = h("a", { href: address("release", id), title }, `“${title.length > IN_SENTENCE ? `${title.slice(0, IN_SENTENCE - 1)}…` : title}”`);
  return [text.slice(0, at), link, ...withReleases(text.slice(at + id.length), ids, releases)];
}
