// The same in tables: states and ties at the present step, trust as a matrix, files to save.

import { colours, el, folded, mixed } from "./shapes.js";
import { eventRows, metricRows, saveCanvas, saveCsv, saveSvg, tieRows } from "./saving.js";
import { nameOf, number, plainName, timeOf, unitOf } from "./wording.js";

// More rows than this take long to lay out; they are made when somebody asks for them.
const FIRST_TIES = 100;

export function openSheet(title, ...body) {
  const sheet = document.getElementById("sheet");
  const close = el("button", { type: "button", onclick: () => sheet.close() }, "Close");
  sheet.setAttribute("aria-label", title);
  sheet.replaceChildren(el("header", {}, el("h2", {}, title), close), ...body.filter((each) => each !== null));
  if (!sheet.open) sheet.showModal();
  sheet.scrollTop = 0;
}

export function table(name, headings, rows, numeric) {
  const side = (at) => (numeric.includes(at) ? "right" : "");
  return el(
    "div",
    { class: "rows", tabindex: 0, role: "region", "aria-label": name },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, headings.map((text, at) => el("th", { scope: "col", class: side(at) }, text)))),
      el("tbody", {}, rows.map((row) => el("tr", {}, row.map((cell, at) => el("td", { class: side(at) }, cell))))),
    ),
  );
}

export function tablesSheet(scene) {
  const { film, time } = scene;
  const go = (row, other) => {
    document.getElementById("sheet").close();
    scene.select(row, other);
  };
  const shown = film.head.fields.filter(({ given, name }) => !given || name === "gdp_busd").slice(0, 7);
  const struck = film.struck(time);
  const states = film.head.states.map(({ id, name }, row) => [
    el("button", { class: "plain link", type: "button", onclick: () => go(row) }, name),
    film.institutionsOf(time, row).map((each) => each.id).join(", "),
    (struck.get(row) ?? []).map((threat) => nameOf(film, threat)).join(", "),
    ...shown.map((field) => number(film.field(field.name, time, row))),
  ]);
  const unit = (field) => (unitOf(field) ? `${plainName(field.name)} (${unitOf(field)})` : plainName(field.name));
  const [from, to] = film.ties(time);
  const tieRow = (at) => {
    const tie = film.tieAt(at);
    const [one, other] = [tie.one, tie.other].map((row) => film.head.states[row].name);
    return [
      el("button", { class: "plain link", type: "button", onclick: () => go(tie.one, tie.other) }, `${one} – ${other}`),
      film.head.kinds[tie.kind].name,
      number(tie.depth, 2),
    ];
  };
  const ties = (name, begin, end) =>
    table(name, ["Pair", "Kind", "Depth"], Array.from({ length: end - begin }, (_, at) => tieRow(begin + at)), [2]);
  const first = Math.min(to, from + FIRST_TIES);
  openSheet(
    `Tables: ${timeOf(film, time)}`,
    el("h3", {}, "States (network and map)"),
    table("States", ["State", "Institutions", "Struck by", ...shown.map(unit)], states, shown.map((_, at) => at + 3)),
    el("h3", {}, `Ties (${to - from})`),
    ties("Ties", from, first),
    first < to ? folded(`${to - first} more ties`, () => ties("More ties", first, to)) : null,
  );
}

export function matrixSheet(scene) {
  const { film, time } = scene;
  const n = film.n;
  const cell = Math.max(3, Math.min(20, Math.floor(760 / n)));
  const edge = 40;
  const canvas = el("canvas", { width: edge + n * cell + 2, height: edge + n * cell + 2, role: "img", "aria-label": "Matrix of trust; the panel of each state has the same in words" });
  const pen = canvas.getContext("2d");
  pen.font = `${Math.min(11, cell - 1)}px sans-serif`;
  pen.fillStyle = colours.faint;
  for (let one = 0; one < n; one += 1) {
    if (cell >= 9) {
      pen.fillText(film.head.states[one].id, 2, edge + one * cell + cell - 4);
      pen.save();
      pen.translate(edge + one * cell + cell - 4, edge - 4);
      pen.rotate(-Math.PI / 2);
      pen.fillText(film.head.states[one].id, 0, 0);
      pen.restore();
    }
  }
  for (let one = 0; one < n; one += 1) {
    for (let other = 0; other < n; other += 1) {
      const trust = film.trust(time, one, other);
      if (!Number.isFinite(trust)) continue;
      pen.fillStyle = mixed(colours.low, colours.one, trust);
      pen.fillRect(edge + other * cell, edge + one * cell, cell - 1, cell - 1);
    }
  }
  const told = el("p", { class: "faint number" }, "Point at a cell.");
  const at = ({ offsetX, offsetY }) => [Math.floor((offsetY - edge) / cell), Math.floor((offsetX - edge) / cell)];
  const isPair = ([one, other]) => one >= 0 && other >= 0 && one < n && other < n && one !== other;
  canvas.addEventListener("pointermove", (event) => {
    const [one, other] = at(event);
    if (!isPair([one, other])) return;
    const [a, b] = [film.head.states[one].name, film.head.states[other].name];
    told.textContent = `Trust of ${a} in ${b}: ${number(film.trust(time, one, other), 2)}`;
  });
  canvas.addEventListener("click", (event) => {
    if (!isPair(at(event))) return;
    document.getElementById("sheet").close();
    scene.select(...at(event));
  });
  openSheet(`Trust: ${timeOf(film, time)}`, el("p", {}, "Rows trust columns; the darker or brighter the blue, the more."), told, canvas);
}

export function savingSheet(scene, { network, map, chart }) {
  const { film, time } = scene;
  const name = `${film.head.scenario.name}-seed${film.head.seed}`;
  const button = (text, act) => el("p", {}, el("button", { type: "button", onclick: act }, text));
  openSheet(
    "Save",
    button("Network as PNG", () => saveCanvas(`${name}-network-${time}.png`, network.canvas)),
    button("Map as SVG", () => saveSvg(`${name}-map-${time}.svg`, map.drawing)),
    button("Chart as SVG", () => saveSvg(`${name}-chart.svg`, chart.drawing)),
    button("Metrics as CSV", () => saveCsv(`${name}-metrics.csv`, ...metricRows(film))),
    button("Ties at this step as CSV", () => saveCsv(`${name}-ties-${time}.csv`, ...tieRows(film, time))),
    button("Events as CSV", () => saveCsv(`${name}-events.csv`, ...eventRows(film))),
  );
}
