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
