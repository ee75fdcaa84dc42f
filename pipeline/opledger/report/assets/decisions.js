import { announce } from "./dom.js";
import { measureAndUnit, numeral, plainName } from "./words.js";
// What a reviewer decides, as lines of a file that `opledger extract --decisions` obeys. See docs/reviewing.md for its form.

const DECISION_VERBS = ["right", "wrong", "correct", "missing"];
const JUDGED_VERBS = ["same", "different"];

/** Columns of a figure that a decision settles, beside its numbers. */
const SETTLED = ["measure", "alternatives", "qualifier", "unit", "role", "places"];

/**
 * The columns of a figure as a decision writes them: bounds only where they do not follow from the value.
 * @param {Object} figure
 * @returns {Object}
 */
export function columnsOf(figure) {
  const numbers = { range: { low: figure.low, high: figure.high }, vague: { low: figure.low } }[figure.qualifier] ?? { value: figure.decide.value };
  const columns = Object.fromEntries(SETTLED.map((name) => [name, figure[name]]));
  return { ...columns, ...numbers, object: figure.decide.object, substance: figure.decide.substance };
}

/** How a line names a figure. */
const nameOf = (figure) => ({ release: figure.release, sha256: figure.decide.sha256, start: figure.decide.start, end: figure.decide.end, measure: figure.measure, text: figure.decide.text });

const verbOf = (line) => DECISION_VERBS.find((verb) => verb in line);
const spanKey = (named) => `${named.release} ${named.start}-${named.end}`;
/** What a line is about: a span of a release, or a pair of operations in either order. */
const placeOfLine = (line) => (verbOf(line) ? spanKey(line[verbOf(line)]) : `pair ${[...(line.same ?? line.different)].sort().join("\n")}`);
/** The measures that a line's figure can have in the tables: the one it was found with, or the one it was to have. */
const measuresOf = (line) => [line[verbOf(line)].measure, line.as?.measure].filter(Boolean);
const today = () => new Date().toISOString().slice(0, 10);

/** Why a line of a file is none of ours, or "" where it is one. */
function faultOf(line) {
  if (line === null || typeof line !== "object" || Array.isArray(line)) return "must be an object";
  const verbs = [...DECISION_VERBS, ...JUDGED_VERBS].filter((verb) => verb in line);
  if (verbs.length !== 1) return `needs one of ${[...DECISION_VERBS, ...JUDGED_VERBS].join(", ")}`;
  const said = line[verbs[0]];
  if (JUDGED_VERBS.includes(verbs[0])) return Array.isArray(said) && said.length === 2 && said.every((x) => typeof x === "string") ? "" : `'${verbs[0]}' must be a list of two texts`;
  const whole = said && typeof said === "object" && ["release", "sha256", "measure", "text"].every((key) => typeof said[key] === "string") && Number.isInteger(said.start) && Number.isInteger(said.end);
  if (!whole) return `'${verbs[0]}' must name a release, sha256, start, end, measure and text`;
  return line.as === undefined || (line.as && typeof line.as === "object" && !Array.isArray(line.as)) ? "" : "'as' must be an object";
}

/** Where a browser lets a page keep things: not always, if the page was opened from disk. */
function openStorage() {
  try {
    localStorage.setItem("opledger-try", "1");
    localStorage.removeItem("opledger-try");
    return localStorage;
  } catch {
    return null;
  }
}

/** The decisions made in the page or read from a file, in order; every change is kept where the browser allows it. */
export class Decisions {
  /** @param {string} name of the page's data, under which the browser keeps them */
  constructor(name) {
    this.storage = openStorage();
    this.key = `opledger-decisions ${name}`;
    this.listeners = [];
    this.lines = [];
    this.others = [];
    this.index = new Map();
    this.who = "";
    const kept = this.#read();
    if (kept) {
      this.who = typeof kept.who === "string" ? kept.who : "";
      this.#take(typeof kept.text === "string" ? kept.text : "");
    }
  }

  #read() {
    try {
      return JSON.parse(this.storage?.getItem(this.key) ?? "null");
    } catch {
      return null;
    }
  }

  /** Take the lines of a text; the first fault, or "". Nothing is taken of a faulty text. */
  #take(text) {
    const lines = [];
    const others = [];
    for (const [at, raw] of text.split("\n").entries()) {
      if (!raw.trim()) continue;
      if (raw.trimStart().startsWith("#")) {
        others.push(raw);
        continue;
      }
      let line;
      try {
        line = JSON.parse(raw);
      } catch (error) {
        return `line ${at + 1}: no JSON (${error.message})`;
      }
      const fault = faultOf(line);
      if (fault) return `line ${at + 1}: ${fault}`;
      if (line.withdrawn) others.push(raw);
      else lines.push(line);
    }
    const known = new Set(this.others);
    this.others.push(...others.filter((raw) => !known.has(raw)));
    for (const line of lines) if (!this.#has(line)) this.#push(line);
    return "";
  }

  /** Whether it is decided already: what was decided in the page goes before what a file says. */
  #has(line) {
    const verb = verbOf(line);
    return (this.index.get(placeOfLine(line)) ?? []).some((l) => !verb || measuresOf(l).some((m) => measuresOf(line).includes(m)));
  }

  #push(line) {
    this.lines.push(line);
    const key = placeOfLine(line);
    this.index.set(key, [...(this.index.get(key) ?? []), line]);
  }

  #drop(line) {
    this.lines = this.lines.filter((l) => l !== line);
    const key = placeOfLine(line);
    this.index.set(key, (this.index.get(key) ?? []).filter((l) => l !== line));
  }

  /** Call a function after every change. */
  onChange(run) {
    this.listeners.push(run);
  }

  #changed() {
    try {
      this.storage?.setItem(this.key, JSON.stringify({ who: this.who, text: this.text() }));
    } catch {
      this.storage = null;
      announce("The browser keeps nothing more: export your decisions.");
    }
    for (const run of this.listeners) run();
  }

  /** @param {string} who the reviewer's name, for lines to come */
  setName(who) {
    this.who = who;
    this.#changed();
  }

  /**
   * The line on a figure, if there is one.
   * @param {Object} figure
   * @returns {?Object}
   */
  on(figure) {
    const here = this.index.get(spanKey(nameOf(figure))) ?? [];
    // What was corrected once, and then found wrong, is named by a measure that the tables no longer have.
    return here.find((line) => measuresOf(line).includes(figure.measure)) ?? here.find((line) => !line.missing) ?? null;
  }

  /** Lines on figures of a release that the tables do not have. */
  missingIn(release) {
    return this.lines.filter((line) => line.missing?.release === release);
  }

  /** The lines on operations. */
  judgements() {
    return this.lines.filter((line) => !verbOf(line));
  }

  /** How many figures are decided on. */
  get size() {
    return this.lines.filter(verbOf).length;
  }

  /**
   * Decide on a figure of the tables.
   * @param {Object} figure
   * @param {"right"|"wrong"|"correct"} verb
   * @param {Object} [columns] what it is to be, for `correct`
   * @param {string} [why]
   */
  decide(figure, verb, columns = undefined, why = "") {
    const before = this.on(figure);
    const old = before && verbOf(before);
    if (before) this.#drop(before);
    if (!(old === "missing" && verb === "wrong")) {
      // A figure that a decision added or corrected goes on being named as it was then.
      const now = old === "missing" ? "missing" : verb;
      const as = verb === "wrong" ? {} : { as: columns ?? columnsOf(figure) };
      this.#push({ [now]: before ? before[old] : nameOf(figure), ...as, why, who: this.who, when: today() });
    }
    this.#changed();
  }

  /**
   * Say that a figure is missing.
   * @param {Object} named release, sha256, start, end, measure, text
   * @param {Object} columns
   * @param {string} why
   */
  add(named, columns, why) {
    this.#push({ missing: named, as: columns, why, who: this.who, when: today() });
    this.#changed();
  }

  /**
   * Say that two releases or operations are on one operation, or are not.
   * @param {"same"|"different"} verb
   * @param {Array<[string, string]>} pairs
   * @param {string} why
   */
  judge(verb, pairs, why) {
    for (const pair of pairs) {
      const line = { [verb]: pair, why, who: this.who, when: today() };
      for (const old of this.index.get(placeOfLine(line)) ?? []) this.#drop(old);
      this.#push(line);
    }
    this.#changed();
  }

  /** @param {Object} line to be taken back */
  remove(line) {
    this.#drop(line);
    this.#changed();
  }

  /** All lines as the file has them. */
  text() {
    return [...this.others, ...this.lines.map((line) => JSON.stringify(line))].map((line) => `${line}\n`).join("");
  }

  /**
   * Take the lines of a file.
   * @param {string} text
   * @returns {string} its first fault, or "" where all was taken
   */
  import(text) {
    const fault = this.#take(text.replace(/^\ufeff/, ""));
    if (!fault) this.#changed();
    return fault;
  }
}

// Control characters, and those that turn the direction of writing: what is exported has them, what is shown has not.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** @param {string} text @returns {string} as it may be shown */
export const harmless = (text) => String(text).replace(CONTROLS, "\ufffd");

const SHOWN_VERBS = { right: "Right", wrong: "Wrong, will be taken out", correct: "Corrected", missing: "Added" };

/**
 * A line in words.
 * @param {Object} line
 * @returns {string}
 */
export function lineWords(line) {
  const verb = verbOf(line);
  if (!verb) return harmless(line.same ? `“${line.same[0]}” and “${line.same[1]}” are one operation` : `“${line.different[0]}” and “${line.different[1]}” are different operations`);
  const { measure, value, low, high, qualifier, unit, role } = line.as ?? {};
  const number = value !== undefined ? numeral(value) : [low, high].filter((n) => n !== undefined && n !== null).map(numeral).join(" to ");
  const counted = measure && (unit ? measureAndUnit(measure, unit) : plainName(measure));
  const words = [qualifier !== "exact" && qualifier && plainName(qualifier), number, counted, role && `(${role})`].filter(Boolean);
  return harmless(verb === "wrong" || !words.length ? SHOWN_VERBS[verb] : `${SHOWN_VERBS[verb]}: ${words.join(" ")}`);
}

/** What was decided on a figure before the tables were made, by its rule; "" where nothing was. */
export const decidedBefore = (figure) => figure.rule.match(/(?:^|\+)((?:confirmed|corrected|added)(?::[^+]*)?)$/)?.[1] ?? "";
