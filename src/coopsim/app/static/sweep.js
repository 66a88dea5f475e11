// The screen of a sweep: its points, what drives them, and the chosen one with its runs.

import { Atlas, Survey } from "./atlas.js";
import { CellPanel } from "./cell.js";
import { Drivers } from "./drivers.js";
import { HeatMap } from "./heat.js";
import { Parallel } from "./parallel.js";
import { saveCanvas, saveCsv, saveSvg } from "./saving.js";
import { colours, el, mixed, picker, readColours } from "./shapes.js";
import { openSheet, table } from "./tables.js";
import { themePicker } from "./themes.js";
import { measured, unitOf } from "./wording.js";

// More rows than this are found faster in the file that can be saved.
const LISTED = 500;

export function showSweep(tree) {
  const atlas = new Atlas(tree);
  const survey = new Survey(atlas);
  readColours();
  survey.recall();
  const main = document.querySelector("main");
  const section = (id, label, attributes = {}) => el("section", { id, "aria-label": label, ...attributes });
  const [views, drivers, inspector] = [section("views", "All points"), section("drivers", "What drives it"), section("inspector", "The chosen point", { tabindex: -1 })];
  main.className = "sweep";
  main.replaceChildren(views, inspector, drivers);
  heading(atlas, document.getElementById("head"));
  const [bar, figure, caption] = [el("div", { class: "tools" }), el("figure", { id: "plane" }), el("p", { class: "legend faint" })];
  views.append(bar, figure, caption);
  const plane = new (atlas.isMap ? HeatMap : Parallel)(survey, figure);
  sweepTools(survey, plane, bar);
  const legend = () => caption.replaceChildren(...legendOf(survey));
  survey.on(legend);
  legend();
  new Drivers(survey, drivers, (factor) => plane.show?.(factor));
  new CellPanel(survey, inspector);
  document.addEventListener("keydown", (event) => pressed(survey, plane, event));
  addEventListener("hashchange", () => survey.recall());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => repaintSweep(survey));
  document.documentElement.dataset.ready = "true";
  performance.mark("network");
  performance.mark("ready");
}

function repaintSweep(survey) {
  readColours();
  survey.look({ colours: colours.paper });
}

function heading(atlas, place) {
  const counted = `${atlas.points.toLocaleString("en-GB")} ${atlas.points === 1 ? "point" : "points"}`;
  const worlds = atlas.nArms > 1 ? ` in ${atlas.nArms} worlds` : "";
  const told = `${atlas.atlas} · sweep, ${atlas.kind.replaceAll("_", " ")} · ${counted}${worlds} · ${atlas.replicates} ${atlas.replicates === 1 ? "run" : "runs"} each · coopsim ${atlas.coopsim}`;
  place.append(el("div", { class: "what" }, el("h1", {}, atlas.title), el("div", { class: "faint" }, told)));
  document.title = `${atlas.title} – coopsim`;
}

function sweepTools(survey, plane, place) {
  const { atlas } = survey;
  const outcome = picker("Outcome", atlas.outcomes.map(({ title }, at) => [String(at), title]), String(survey.outcome), (value) => survey.look({ outcome: Number(value) }));
  const arm = atlas.nArms > 1 ? picker("World", atlas.arms.map((name, at) => [String(at), name]), String(survey.arm), (value) => survey.look({ arm: Number(value) })) : null;
  const boxed = atlas.box?.sides.length ? el("input", { type: "checkbox", checked: survey.isBoxed, onchange: ({ target }) => survey.look({ isBoxed: target.checked }) }) : null;
  survey.on(() => {
    outcome.value = String(survey.outcome);
    if (arm) arm.value = String(survey.arm);
  });
  place.append(
    el("label", {}, "Outcome", outcome),
    arm ? el("label", {}, "World", arm) : "",
    boxed ? el("label", { class: "check" }, boxed, "Box of PRIM") : "",
    el("span", { class: "push" },
      el("button", { type: "button", onclick: () => tableSheet(survey) }, "Table"),
      el("button", { type: "button", onclick: () => saveSheet(survey, plane) }, "Save …"),
      themePicker(() => repaintSweep(survey))),
  );
}

function legendOf({ atlas, outcome, box, pinned }) {
  const metric = atlas.outcomes[outcome];
  const key = (colour, text) => el("span", {}, el("i", { class: "swatch line", style: { background: colour } }), text);
  const pin = pinned === null ? [] : [key(colours.two, "compared with")];
  if (box && !atlas.isMap) return [key(colours.two, box.beyond), key(colours.edge, `not ${box.beyond}`), el("span", {}, "frames: the box"), ...pin];
  const [low, high] = atlas.ends(outcome);
  const from = atlas.isMap ? colours.low : colours.edge;
  const ramp = [0, 0.25, 0.5, 0.75, 1].map((share) => mixed(from, colours.one, share)).join(", ");
  return [
    el("span", {}, `${metric.title}${unitOf(metric) ? `, ${unitOf(metric)}` : ""}: ${measured(metric, low)} `, el("i", { class: "ramp", style: { background: `linear-gradient(90deg, ${ramp})` } }), ` ${measured(metric, high)}`),
    el("span", {}, atlas.replicates > 1 ? `mean of ${atlas.replicates} runs${atlas.isMap ? ", ± its 95 % interval" : ""}` : "one run a point"),
    ...(box ? [key(colours.two, "box of PRIM")] : []), ...pin,
  ];
}

function pressed(survey, plane, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("sheet").open) return;
  if (["SELECT", "INPUT"].includes(event.target.tagName) && event.key !== "Escape") return;
  const act = {
    ArrowLeft: () => plane.step(-1, 0),
    ArrowRight: () => plane.step(1, 0),
    ArrowUp: () => plane.step(0, 1),
    ArrowDown: () => plane.step(0, -1),
    Escape: () => survey.look({ point: null, pinned: null }),
    t: () => tableSheet(survey),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

// ------------------------------------------------------------------------- in words, and as files

function rowsOf({ atlas }) {
  const names = [...(atlas.nArms > 1 ? ["arm"] : []), ...atlas.factors.map(({ name }) => name)];
  const columns = ["point", ...names, ...atlas.outcomes.flatMap(({ name }) => [name, `${name}_low`, `${name}_high`])];
  const rows = Array.from({ length: atlas.nCells }, (_, cell) => {
    const [point, arm] = [Math.floor(cell / atlas.nArms), cell % atlas.nArms];
    return [
      point, ...(atlas.nArms > 1 ? [atlas.arms[arm]] : []),
      ...atlas.factors.map(({ numbers, codes, labels }) => (numbers ?? labels)[codes[point]]),
      ...atlas.outcomes.flatMap((_, outcome) => ["mean", "low", "high"].map((column) => atlas.at(column, outcome, point, arm))),
    ];
  });
  return [columns, rows];
}

function tableSheet(survey) {
  const { atlas, outcome, arm } = survey;
  const metric = atlas.outcomes[outcome];
  const go = (point) => {
    document.getElementById("sheet").close();
    survey.select(point);
  };
  const order = atlas.order(outcome, arm).reverse();
  const value = (column, point) => measured(metric, atlas.at(column, outcome, point, arm));
  const rows = order.slice(0, LISTED).map((point) => [
    el("button", { class: "plain link", type: "button", onclick: () => go(point) }, `Point ${point}`),
    ...atlas.factors.map((_, factor) => atlas.label(factor, point)),
    value("mean", point), value("low", point), value("high", point),
  ]);
  const headings = ["Point", ...atlas.factors.map(({ title }) => title), metric.title, "95 % from", "to"];
  const numeric = headings.map((_, at) => at).slice(1);
  openSheet(
    `${metric.title}${atlas.nArms > 1 ? `, ${atlas.arms[arm]}` : ""}: from the highest to the lowest`,
    order.length > LISTED ? el("p", {}, `The first ${LISTED} of ${order.length}; Save … has them all.`) : null,
    table("Points", headings, rows, numeric),
  );
}

function saveSheet(survey, plane) {
  const { atlas, outcome } = survey;
  const name = `${atlas.atlas}-${atlas.outcomes[outcome].name}`;
  const button = (text, act) => el("p", {}, el("button", { type: "button", onclick: act }, text));
  openSheet(
    "Save",
    plane.drawing ? button("Map as SVG", () => saveSvg(`${name}.svg`, plane.drawing)) : button("Lines as PNG", () => saveCanvas(`${name}.png`, plane.canvas)),
    button("All points as CSV", () => saveCsv(`${atlas.atlas}-points.csv`, ...rowsOf(survey))),
  );
}
