// Two runs on one clock: where they part, what differs, and which ties only one of them has.

import { colours, el } from "./shapes.js";
import { eventText, measured, number, plainName, timeOf, unitOf } from "./wording.js";

export function labels({ film, rival }) {
  return [film, rival].map((each, place) => each.label || each.head.label || ["first run", "second run"][place]);
}

// A number for a tie, the same in both films; films of other states or kinds share none.
function keysOf(film, step, rowOf) {
  const [from, to] = film.ties(step);
  const { kind, one, other } = film.tie;
  const keys = new Map();
  for (let row = from; row < to; row += 1) {
    const id = film.head.kinds[kind.room[row]].id;
    const ends = [one.room[row], other.room[row]].map((state) => rowOf[film.head.states[state].id]);
    keys.set(`${id}:${ends.join("-")}`, row);
  }
  return keys;
}

// Rows of ties at a step: in both, only in the first, only in the second film.
export function tiesApart({ film, rival }, step) {
  if (step >= rival.nSteps) return null;
  const [mine, theirs] = [film, rival].map((each) => keysOf(each, step, film.rowOf));
  const found = { only: new Set(), gone: [] };
  for (const [key, row] of mine) if (!theirs.has(key)) found.only.add(row);
  for (const [key, row] of theirs) if (!mine.has(key)) found.gone.push(row);
  return found;
}

// The first step in which anything measured differs; null if none so far does.
export function parting(scene) {
  const { film, rival } = scene;
  scene.parting ??= { rival: null, upTo: 0, step: null };
  const known = scene.parting;
  if (known.rival !== rival) Object.assign(known, { rival, upTo: 0, step: null });
  const end = Math.min(film.nSteps, rival.nSteps);
  const names = film.head.metrics.map(({ name }) => name).filter((name) => name in rival.metricRow);
  for (; known.upTo < end && known.step === null; known.upTo += 1) {
    const isSame = names.every((name) => Object.is(film.metric(name, known.upTo), rival.metric(name, known.upTo)));
    if (!isSame) known.step = known.upTo;
  }
  return known.step;
}

// What happened in that step in one run and not in the other.
function firstSigns({ film, rival }, step) {
  const told = [film, rival].map((each) => {
    const [from, to] = each.events.span(step);
    return Array.from({ length: to - from }, (_, at) => eventText(each, each.events.row(from + at)));
  });
  const only = (mine, theirs) => mine.filter((text) => !theirs.includes(text)).slice(0, 2);
  return [only(told[0], told[1]), only(told[1], told[0])];
}

export function comparison(scene) {
  const { film, rival, time } = scene;
  const [first, second] = labels(scene);
  const step = parting(scene);
  const key = (colour, text, isDashed) =>
    el("span", {}, el("i", { class: "swatch line", style: isDashed ? { background: `repeating-linear-gradient(90deg, ${colour} 0 4px, transparent 4px 7px)` } : { background: colour } }), text);
  const apart = tiesApart(scene, time);
  // Only runs of the same states can take each other's place.
  const isSame = rival.n === film.n && film.head.states.every(({ id }, row) => rival.head.states[row].id === id);
  return [
    el("h2", {}, "Two runs compared"),
    el("p", { class: "legend" }, key(colours.one, first), key(colours.two, second, true)),
    step === null
      ? el("p", {}, "So far they are the same in every step.")
      : el("p", {}, "They part at ", el("button", { class: "plain link", type: "button", onclick: () => scene.go(step) }, timeOf(film, step)), "."),
    step === null ? null : el("ul", {}, signs(scene, step, [first, second])),
    isSame
      ? el("p", {}, `Map, states and events are those of “${first}”. `, el("button", { class: "plain link", type: "button", onclick: () => scene.swap() }, `Show “${second}”`))
      : null,
    apart ? el("p", {}, `At this step ${apart.only.size} ties exist only in “${first}” and ${apart.gone.length} only in “${second}”.`) : null,
    apart ? tieList(scene, [[film, [...apart.only], first], [rival, apart.gone, second]]) : null,
    differences(scene),
  ];
}

function signs(scene, step, names) {
  const found = firstSigns(scene, step).flatMap((texts, place) => texts.map((text) => el("li", {}, `Only in “${names[place]}”: ${text}`)));
  return found.length ? found : [el("li", {}, "Nothing happens differently in that step, but sizes differ.")];
}

// Which ties only one of them has, in words, each to be gone to.
function tieList(scene, sides) {
  const line = (each, row) => {
    const { kind, one, other } = each.tieAt(row);
    const ids = [one, other].map((state) => each.head.states[state]);
    const go = () => scene.select(...ids.map(({ id }) => scene.film.rowOf[id] ?? null));
    return el("li", {}, el("button", { class: "plain", type: "button", onclick: go }, ids.map(({ name }) => name).join(" – ")), " ", el("span", { class: "unit faint" }, each.head.kinds[kind].name));
  };
  return el("details", { "data-name": "apart" }, el("summary", {}, "Which ones"),
    sides.filter(([, rows]) => rows.length).flatMap(([each, rows, label]) => [
      el("h3", {}, `Only in “${label}”`),
      el("ul", { class: "plain" }, rows.map((row) => line(each, row))),
    ]));
}

// Differences are second less first; seen from the other side their ends change places.
function pairedOf({ film, rival }) {
  if (film.head.paired) return film.head.paired;
  const turned = rival.head.paired;
  if (!turned) return null;
  const metrics = Object.entries(turned.metrics).map(([name, [mean, low, high]]) => [name, [-mean, -high, -low]]);
  return { n: turned.n, metrics: Object.fromEntries(metrics) };
}

function differences(scene) {
  const { film, rival, time } = scene;
  const at = Math.min(time, rival.nSteps - 1);
  const paired = pairedOf(scene);
  const cells = film.head.metrics
    .filter(({ name }) => name in rival.metricRow)
    .map((metric) => {
      const [one, other] = [film, rival].map((each) => each.upTo(metric.name, at));
      const whole = paired?.metrics[metric.name];
      return el(
        "tr",
        { title: metric.formula },
        el("td", {}, metric.title, " ", el("span", { class: "unit" }, unitOf(metric))),
        el("td", { class: "right" }, measured(metric, one)),
        el("td", { class: "right" }, measured(metric, other)),
        el("td", { class: "right" },
          signed(metric, other - one),
          whole ? el("div", { class: "unit" }, `${signed(metric, whole[1])} to ${signed(metric, whole[2])}`) : ""),
      );
    });
  const note = paired
    ? `Up to this step, in this run. In small print: 95 % interval of the difference over ${paired.n} whole runs on the same luck.`
    : "Up to this step; one run each, so that the difference may be luck of this run.";
  return el("div", {},
    el("table", {},
      el("thead", {}, el("tr", {}, ["Metric", "First", "Second", "Difference"].map((text, at) => el("th", { scope: "col", class: at ? "right" : "" }, text)))),
      el("tbody", {}, cells)),
    el("p", { class: "faint" }, note));
}

function signed(metric, value) {
  if (!Number.isFinite(value)) return "–";
  // The difference of two shares is in percentage points.
  return `${value > 0 ? "+" : ""}${measured(metric, value).replace(/ %$/, " pp")}`;
}

// What was changed in a live run, for the chart and the list of changes.
export function changeText(settings) {
  return Object.entries(settings).map(([path, value]) => `${path.replace(/^mechanisms\./, "").split(".").map(plainName).join(": ").replace(": Scale", "")} = ${number(value)}`).join(", ");
}
