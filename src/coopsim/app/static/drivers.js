// What drives an outcome: bars with their intervals, and the places that these leave to each.

import { colours, el, svg } from "./shapes.js";
import { number, plainName } from "./wording.js";

const WIDE = 220;
const MANY = 12;

export class Drivers {
  constructor(survey, place, show) {
    this.survey = survey;
    this.place = place;
    this.show = show; // called with the row of a factor
    survey.on((what) => {
      if (what.some((each) => ["outcome", "arm", "colours"].includes(each))) this.draw();
    });
    this.draw();
  }

  draw() {
    const { atlas, outcome, arm } = this.survey;
    const metric = atlas.outcomes[outcome];
    const found = atlas.drivers[outcome][arm];
    const several = atlas.nArms > 1 ? `, ${atlas.arms[arm]}` : "";
    const { box } = atlas;
    this.place.replaceChildren(
      el("h2", {}, `What drives it${several}`),
      ...(found.refused ? [el("p", { class: "faint" }, found.refused)] : this.bars(found, metric)),
      // The answer may say it already.
      ...(box && !atlas.answer.includes(box.says) ? [el("h3", {}, "Where it happens (PRIM)"), el("p", {}, box.says)] : []),
    );
  }

  bars(found, metric) {
    const all = found.strengths;
    if (!all.length) return [el("p", { class: "faint" }, "Nothing varies but the world.")];
    const ends = all.flatMap(({ value, low, high, alone }) => [value, low, high, alone]).filter(Number.isFinite);
    const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)];
    const x = (value) => 2 + ((value - low) / (high - low || 1)) * (WIDE - 4);
    const rows = all.map((each) => this.row(each, x, found, metric));
    const isCut = rows.length > MANY;
    const head = el("tr", {}, [...(found.signed ? [] : ["Place"]), "Factor", "Size", "Value", "95 % interval"].map((text) => el("th", { scope: "col", class: ["Value", "95 % interval"].includes(text) ? "right" : "" }, text)));
    const note = `${plainName(found.measure)}${found.beside ? `; small mark: ${found.beside}` : ""}. ${sharing(found)}`;
    return [
      el("div", { class: isCut ? "rows tall" : "rows", ...(isCut ? { tabindex: 0, role: "region", "aria-label": "What drives it" } : {}) },
        el("table", { class: "drivers" }, el("thead", {}, head), el("tbody", {}, rows))),
      el("p", { class: "faint" }, note),
    ];
  }

  row(each, x, found, metric) {
    const { atlas } = this.survey;
    const factor = atlas.factorRow[each.factor];
    const title = factor === undefined ? plainName(each.factor) : atlas.factors[factor].title;
    const name = el("button", { class: "plain", type: "button", title: each.factor, onclick: () => this.show(factor) }, title);
    const span = Number.isFinite(each.low) ? `${written(each.low, found, metric)} to ${written(each.high, found, metric)}` : "not known";
    return el("tr", {},
      found.signed ? null : el("td", { class: "faint place" }, placeText(each.places)),
      el("td", {}, name),
      el("td", { class: "whiskers" }, whisker(each, x)),
      el("td", { class: "right" }, written(each.value, found, metric)),
      el("td", { class: "right unit" }, span));
  }
}

function placeText([first, last]) {
  return first === last ? String(first) : `${first} to ${last}`;
}

function sharing({ signed, strengths }) {
  if (signed) return "";
  const isClear = strengths.every(({ places: [first, last] }) => first === last);
  return isClear ? "No intervals overlap, so that the order is clear." : "Where intervals overlap, a factor may have any of several places.";
}

function written(value, { share, signed }, metric) {
  if (!Number.isFinite(value)) return "–";
  if (share) return `${number(100 * value, 3)} %`;
  if (!signed) return number(value);
  const sign = value > 0 ? "+" : "";
  // The difference of two shares is in points of a per cent.
  return metric.over ? `${sign}${number(100 * value)} pp` : `${sign}${number(value)}`;
}

function whisker({ value, low, high, alone }, x) {
  const mark = (x1, x2, attributes) => svg("line", { x1, x2, y1: 9, y2: 9, ...attributes });
  const hasEnds = Number.isFinite(low);
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDE} 18`, "aria-hidden": "true" },
    svg("line", { x1: x(0), x2: x(0), y1: 0, y2: 18, stroke: colours.edge }),
    svg("rect", { x: Math.min(x(0), x(value)), width: Math.abs(x(value) - x(0)), y: 4, height: 10, fill: value < 0 ? colours.two : colours.one, opacity: 0.75 }),
    hasEnds ? mark(x(low), x(high), { stroke: colours.ink, "stroke-width": 1.5 }) : null,
    ...(hasEnds ? [low, high].map((end) => svg("line", { x1: x(end), x2: x(end), y1: 5, y2: 13, stroke: colours.ink, "stroke-width": 1.5 })) : []),
    Number.isFinite(alone) ? svg("circle", { cx: x(alone), cy: 9, r: 2.6, fill: colours.paper, stroke: colours.ink }) : null,
  );
}
