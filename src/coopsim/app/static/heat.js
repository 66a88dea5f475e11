// A sweep of at most two factors as a map of cells, each coloured by what it came to.

import { colours, hint, mixed, readable, svg } from "./shapes.js";
import { measured, number, unitOf } from "./wording.js";

const LEAST = { left: 64, right: 14, top: 10, bottom: 44 };
const ROOM_FOR_MORE = 66;

export class HeatMap {
  constructor(survey, figure) {
    this.survey = survey;
    this.figure = figure;
    this.drawing = svg("svg", { role: "img", tabindex: 0 });
    figure.append(this.drawing);
    // With one factor, or none, worlds stand below each other.
    const { factors, arms } = survey.atlas;
    const own = factors.map((each, factor) => ({ title: each.axis, labels: each.labels, factor }));
    // Levers lie along the bottom: the question is what somebody could do.
    own.sort((a, b) => factors[b.factor].lever - factors[a.factor].lever);
    this.hasArms = factors.length < 2 && arms.length > 1;
    const worlds = { title: "World", labels: arms, factor: null };
    const nothing = { title: "", labels: [""], factor: null };
    this.x = own[0] ?? nothing;
    this.y = this.hasArms ? worlds : (own[1] ?? nothing);
    new ResizeObserver(() => this.build()).observe(figure);
    survey.on((what) => (what.join() === "hover" ? this.mark() : this.build()));
    this.build();
  }

  // Numbers grow upwards; worlds are read from the first down.
  fromTop(row) {
    return this.hasArms ? row : this.y.labels.length - 1 - row;
  }

  // Point and arm of a column and a row, counted from the lower left.
  cellAt(column, row) {
    const { atlas, arm } = this.survey;
    const codes = atlas.factors.map((_, factor) => (factor === this.x.factor ? column : row));
    return [atlas.pointAt(codes), this.hasArms ? row : arm];
  }

  build() {
    const { width, height } = this.figure.getBoundingClientRect();
    if (!width || !height) return;
    const { atlas, outcome } = this.survey;
    const metric = atlas.outcomes[outcome];
    const [low, high] = atlas.ends(outcome);
    const longest = Math.max(...this.y.labels.map((label) => label.length));
    const left = Math.min(0.3 * width, Math.max(LEAST.left, 30 + 7 * longest));
    const [nX, nY] = [this.x.labels.length, this.y.labels.length];
    const wide = (width - left - LEAST.right) / nX;
    const tall = Math.min((height - LEAST.top - LEAST.bottom) / nY, Math.max(2 * wide, 90));
    const bottom = LEAST.top + tall * nY;
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.drawing.replaceChildren();
    this.cells = new Map();
    for (let column = 0; column < nX; column += 1) {
      for (let row = 0; row < nY; row += 1) {
        const [point, arm] = this.cellAt(column, row);
        const [x, y] = [left + column * wide, LEAST.top + this.fromTop(row) * tall];
        const value = atlas.at("mean", outcome, point, arm);
        const isKnown = Number.isFinite(value);
        const fill = isKnown ? mixed(colours.low, colours.one, (value - low) / (high - low || 1)) : colours.paper;
        const shape = svg("rect", { x: x + 1, y: y + 1, width: wide - 2, height: tall - 2, fill, stroke: isKnown ? "none" : colours.edge, "stroke-dasharray": isKnown ? null : "4 3" });
        this.drawing.append(shape, ...this.text(metric, point, arm, [x, y, wide, tall], fill));
        this.listen(shape, point, arm);
        this.cells.set(point * atlas.nArms + arm, { shape, box: [x, y, wide, tall], column, row });
      }
    }
    this.axes(left, bottom, wide, tall);
    this.boxed(left, bottom, wide, tall);
    this.frame = svg("rect", { fill: "none", stroke: colours.ink, "stroke-width": 2.5, rx: 2, "pointer-events": "none" });
    this.pin = svg("rect", { fill: "none", stroke: colours.two, "stroke-width": 2.5, "stroke-dasharray": "5 3", "pointer-events": "none" });
    this.drawing.append(this.pin, this.frame);
    this.mark();
  }

  text(metric, point, arm, [x, y, wide, tall], fill) {
    const { atlas, outcome } = this.survey;
    const value = measured(metric, atlas.at("mean", outcome, point, arm));
    const size = [13, 10.5].find((each) => 0.62 * each * value.length + 4 <= wide);
    if (!size || tall < 18) return [];
    const colour = readable(fill);
    const line = (text, px, dy) => svg("text", { x: x + wide / 2, y: y + tall / 2 + dy, "text-anchor": "middle", "font-size": px, fill: colour, "pointer-events": "none" }, text);
    const half = (atlas.at("high", outcome, point, arm) - atlas.at("low", outcome, point, arm)) / 2;
    const hasRoom = wide >= ROOM_FOR_MORE && tall >= 40 && Number.isFinite(half);
    return [line(value, size, hasRoom ? 0 : 5), ...(hasRoom ? [line(`± ${number(metric.over ? 100 * half : half, 2)}`, 10.5, 15)] : [])];
  }

  axes(left, bottom, wide, tall) {
    const label = (attributes, text) => svg("text", { "font-size": 11.5, fill: colours.faint, ...attributes }, text);
    // Labels that would touch each other are left out; the panel of a cell has them all.
    const every = Math.ceil((8 * Math.max(...this.x.labels.map((text) => text.length)) + 8) / wide);
    this.x.labels.forEach((text, column) => {
      if (column % every === 0) this.drawing.append(label({ x: left + (column + 0.5) * wide, y: bottom + 15, "text-anchor": "middle" }, text));
    });
    this.y.labels.forEach((text, row) => {
      this.drawing.append(label({ x: left - 6, y: LEAST.top + (this.fromTop(row) + 0.5) * tall + 4, "text-anchor": "end" }, text));
    });
    const title = { fill: colours.ink, "font-size": 12, "font-weight": 600 };
    this.drawing.append(label({ ...title, x: left + (wide * this.x.labels.length) / 2, y: bottom + 34, "text-anchor": "middle" }, this.x.title));
    if (this.y.title) {
      const middle = bottom - (tall * this.y.labels.length) / 2;
      this.drawing.append(label({ ...title, transform: `translate(20 ${middle}) rotate(-90)`, "text-anchor": "middle" }, this.y.title));
    }
  }

  // The box that PRIM found, as a frame around the values that it leaves.
  boxed(left, bottom, wide, tall) {
    const { box, atlas } = this.survey;
    if (!box) return;
    const span = ({ factor, labels }) => {
      const side = box.sides.find(({ factor: name }) => atlas.factorRow[name] === factor);
      if (!side) return [0, labels.length];
      const inside = atlas.factors[factor].numbers.reduce((found, each, at) => (each >= side.low && each <= side.high ? [...found, at] : found), []);
      return [inside[0], inside.at(-1) + 1];
    };
    const [[x1, x2], [y1, y2]] = [span(this.x), span(this.y)];
    this.drawing.append(svg("rect", {
      class: "prim", x: left + x1 * wide, y: bottom - y2 * tall, width: (x2 - x1) * wide, height: (y2 - y1) * tall,
      fill: "none", stroke: colours.two, "stroke-width": 3, "pointer-events": "none",
    }));
  }

  listen(shape, point, arm) {
    const { survey } = this;
    shape.style.cursor = "pointer";
    shape.addEventListener("click", () => survey.select(point, arm));
    shape.addEventListener("pointermove", (event) => {
      hint(cellText(survey, point, arm), event.clientX, event.clientY);
    });
    shape.addEventListener("pointerleave", () => hint(null));
  }

  mark() {
    const { atlas, point, arm, pinned, outcome } = this.survey;
    const put = (frame, cell) => {
      const found = cell === null ? null : this.cells.get(cell);
      frame.setAttribute("visibility", found ? "visible" : "hidden");
      if (!found) return;
      const [x, y, wide, tall] = found.box;
      for (const [name, value] of Object.entries({ x, y, width: wide, height: tall })) frame.setAttribute(name, value);
    };
    put(this.frame, point === null ? null : point * atlas.nArms + arm);
    put(this.pin, pinned);
    const chosen = point === null ? "No cell is chosen; arrows choose one." : `Chosen: ${cellText(this.survey, point, arm)}.`;
    this.drawing.setAttribute("aria-label", `Map of ${atlas.outcomes[outcome].title} by ${this.x.title || "nothing"}${this.y.title ? ` and ${this.y.title}` : ""}. ${chosen} The button Table gives it in words.`);
  }

  // Move the choice by columns and rows.
  step(right, up) {
    const { atlas, point, arm } = this.survey;
    const now = point === null ? null : this.cells.get(point * atlas.nArms + arm);
    const [column, row] = now
      ? [Math.max(0, Math.min(this.x.labels.length - 1, now.column + right)), Math.max(0, Math.min(this.y.labels.length - 1, now.row + (this.hasArms ? -up : up)))]
      : [0, 0];
    this.survey.select(...this.cellAt(column, row));
  }
}

export function cellText(survey, point, arm) {
  const { atlas, outcome } = survey;
  const metric = atlas.outcomes[outcome];
  const [mean, low, high] = ["mean", "low", "high"].map((column) => measured(metric, atlas.at(column, outcome, point, arm)));
  const span = low === "–" ? "" : ` (${low} to ${high})`;
  return `${atlas.where(point, arm)}: ${metric.title} ${mean} ${unitOf(metric)}`.trimEnd() + span;
}
