// The functions of the page that need no browser.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { toCsv } from "./csv.js";
import { filtered, prepare, sorted, tally } from "./filters.js";
import { drawn, hook } from "./hooks.js";
import { partsOf } from "./parts.js";
import { address, readAddress } from "./route.js";
import { segments } from "./segments.js";
import { readOutcome, unpack } from "./store.js";
import { overTime, totals, wholes, yearsOf } from "./totals.js";
import { howMany, measureAndUnit, numeral, period } from "./words.js";

const outcome = (measure, low, more = {}) => ({ measure, unit: "person", low, high: low, said: String(low), status: "single", place: null, kind: null, ...more });
const listed = (o) => [o.measure, o.unit, o.low, o.high, o.said, o.status, o.place, o.kind];

const operation = (id, more = {}) => ({
  id, name: id, aliases: [], start: null, end: null, day: "2024-03-04", countries: ["PRT"], agencies: ["Europol"], releases: [`${id}-1`],
  outcomes: [listed(outcome("arrests", 16))], conflicts: 0, ...more,
});
const releases = { "a-1": { title: "Raids on phone thieves", publisher: "The Harbour Post" } };
const some = prepare(
  [operation("a"), operation("b", { day: null, countries: ["ESP"], conflicts: 2, outcomes: [listed(outcome("deaths", 1, { status: "conflict" }))] }), operation("c", { day: "2022-01-01", releases: [] })],
  releases, { PRT: "Portugal", ESP: "Spain" }, readOutcome);
const ids = (list) => list.map((o) => o.id).join(" ");

test("filters are joined by and", () => {
  assert.equal(ids(filtered(some, {})), "a b c");
  assert.equal(ids(filtered(some, { q: "THIEVES harbour" })), "a");
  assert.equal(ids(filtered(some, { q: "portugal", year: "2022" })), "c");
  assert.equal(ids(filtered(some, { year: "none" })), "b");
  assert.equal(ids(filtered(some, { conflicts: "yes", status: "conflict", measure: "deaths", country: "ESP", agency: "Europol" })), "b");
});

test("sorting puts what is missing last, either way", () => {
  assert.equal(ids(sorted(some, "day", false)), "c a b");
  assert.equal(ids(sorted(some, "day", true)), "a c b");
  assert.equal(ids(sorted(some, "outcomes", true, "deaths")), "b a c");
  assert.equal(ids(sorted(some, "no such column", false)), "a b c");
  assert.equal(ids(some), "a b c");
});

test("a tally counts an operation once a value", () => {
  assert.deepEqual(tally(some, (o) => [...o.countries, ...o.countries]), [["PRT", 2], ["ESP", 1]]);
});

test("a whole goes before places, and a sum before its kinds", () => {
  const sum = (...outcomes) => Object.fromEntries([...wholes(outcomes)].map(([key, line]) => [key, line.sum]));
  assert.deepEqual(sum(outcome("arrests", 16), outcome("arrests", 9, { place: "PRT" })), { "arrests person": 16 });
  assert.deepEqual(sum(outcome("arrests", 7, { place: "ESP" }), outcome("arrests", 9, { place: "PRT" })), { "arrests person": 16 });
  assert.deepEqual(sum(outcome("goods", 5, { kind: "shoes" }), outcome("goods", 2, { kind: "bags" })), { "goods person": 7 });
  assert.deepEqual(sum(outcome("goods", 9), outcome("goods", 2, { kind: "bags" })), { "goods person": 9 });
  assert.deepEqual(sum(outcome("goods", 9), outcome("goods", 2, { unit: "kilogram" })), { "goods person": 9, "goods kilogram": 2 });
  assert.deepEqual(sum(outcome("goods", null)), {});
});

test("totals by year", () => {
  assert.deepEqual(yearsOf(some), ["2022", "2024", ""]);
  const [arrests] = totals(some);
  assert.equal(arrests.total, 32);
  assert.deepEqual([...arrests.years], [["2024", 16], ["2022", 16]]);
  assert.deepEqual(overTime(some), { step: "month", rows: [{ from: "2022-01-01", agreed: 1, conflicts: 0 }, { from: "2024-03-01", agreed: 1, conflicts: 0 }] });
});

test("addresses go there and back", () => {
  const id = "a/b c?d#é";
  const read = readAddress(address("release", id, { figure: "x:1-2", nothing: "" }));
  assert.deepEqual([read.view, read.id, read.query.toString()], ["release", id, "figure=x%3A1-2"]);
  assert.equal(readAddress("").view, "overview");
  assert.equal(readAddress("#/elsewhere/x").view, "overview");
  assert.equal(readAddress("#/release/%E0%A4%A").id, "%E0%A4%A");
});

test("segments hold the whole text, and every span over them", () => {
  const text = "Police arrested 16 people in Portugal";
  const spans = [{ start: 16, end: 25, n: 1 }, { start: 19, end: 37, n: 2 }, { start: 16, end: 18, n: 3 }, { start: 99, end: 120, n: 4 }, { start: 3, end: 3, n: 5 }];
  const cut = segments(text, spans);
  assert.equal(cut.map((s) => s.text).join(""), text);
  for (const span of spans.slice(0, 3)) {
    assert.equal(cut.filter((s) => s.spans.includes(span)).map((s) => s.text).join(""), text.slice(span.start, span.end));
    assert.equal(cut.filter((s) => s.first.includes(span)).length, 1);
  }
});

test("a spreadsheet takes no cell for a formula", () => {
  assert.equal(toCsv(["a", "b"], [["=1+1", -2], ['say "x"', null]]), 'a,b\r\n\'=1+1,-2\r\n"say ""x""",\r\n');
});

test("packed data opens", async () => {
  const value = { text: "é😀</script>" };
  assert.deepEqual(await unpack(gzipSync(JSON.stringify(value)).toString("base64")), value);
});

test("words", () => {
  assert.equal(numeral(1234567.5), "1,234,567.5");
  assert.equal(numeral(null), "?");
  assert.equal(howMany(1, "release"), "1 release");
  assert.equal(howMany(2, "country", "countries"), "2 countries");
  assert.equal(measureAndUnit("money_seized", "EUR"), "money seized, EUR");
  assert.equal(period({ start: "2024-01-01", end: "2024-01-03", day: "2024-01-03" }), "2024-01-01 – 2024-01-03");
});

test("hooks are called with the element and its record, in the order they came", () => {
  const told = [];
  hook("figure", (element, record) => told.push(["first", element, record.id]));
  hook("figure", (element, record) => told.push(["second", element, record.id]));
  assert.equal(drawn("figure", "card", { id: 7 }), "card");
  assert.deepEqual(told, [["first", "card", 7], ["second", "card", 7]]);
  assert.throws(() => hook("nowhere", () => {}));
});

test("parts stand with their total, largest first, repeats once", () => {
  const part = (id, low, more = {}) => ({ id, low, part_of: "whole", repeat_of: null, ...more });
  const figures = [part("a", 2), part("b", 9), part("c", 9, { repeat_of: "b" }), part("d", 5, { part_of: "other" }), part("e", null)];
  const found = partsOf(figures, new Set(["whole"]));
  assert.deepEqual([...found].map(([total, parts]) => [total, parts.map((p) => p.id).join(" ")]), [["whole", "b a"]]);
});
