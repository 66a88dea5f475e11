// A sweep of many factors: an axis each, a line for every point, and the outcome as the last axis.

import { cellText } from "./heat.js";
import { colours, el, hint, mixed, picker } from "./shapes.js";
import { measured, number } from "./wording.js";

const AROUND_AXES = { top: 56, bottom: 26, side: 62 };
const AXIS_ROOM = { wide: 118, narrow: 84 }; // pixels that an axis takes at least
const REACH = 9;

export class Parallel {
  constructor(survey, figure) {
    this.survey = survey;
    this.figure = figure;
    this.canvas = el("canvas", { role: "img", tabindex: 0 });
    // Pointing redraws one line and not thousands.
    this.over = el("canvas", { "aria-hidden": "true", class: "over" });
    this.titles = el("div", { class: "axes" });
    figure.append(this.canvas, this.over, this.titles);
    this.axes = this.strongest();
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => this.leave());
    this.canvas.addEventListener("click", (event) => survey.select(this.nearest(event)));
    new ResizeObserver(() => this.build()).observe(figure);
    survey.on((what) => {
      if (what.some((each) => ["outcome", "arm", "isBoxed", "colours"].includes(each))) this.build();
      else this.overlay();
    });
    this.build();
  }

  // Factors in the order of their strength, those of the box first: there is not room for all.
  strongest() {
    const { atlas, outcome, arm } = this.survey;
    const boxed = (atlas.box?.sides ?? []).map(({ factor }) => factor);
    const driving = (atlas.drivers[outcome][arm].strengths ?? []).map(({ factor }) => factor);
    const names = new Set([...boxed, ...driving, ...atlas.factors.map(({ name }) => name)]);
    return [...names].map((name) => atlas.factorRow[name]);
  }

  // Bring a factor onto an axis.
  show(factor) {
    const at = this.axes.indexOf(factor);
    if (at < this.shown) return;
    this.axes.splice(at, 1);
    this.axes.splice(this.shown - 1, 0, factor);
    this.build();
  }

  build() {
    const { width, height } = this.figure.getBoundingClientRect();
    if (!width || !height) return;
    [this.width, this.height] = [width, height];
    this.shown = Math.max(1, Math.min(this.axes.length, Math.floor((width - 2 * AROUND_AXES.side) / (width < 620 ? AXIS_ROOM.narrow : AXIS_ROOM.wide))));
    const dots = Math.min(2, devicePixelRatio || 1);
    for (const canvas of [this.canvas, this.over]) {
      [canvas.width, canvas.height] = [width * dots, height * dots];
      canvas.getContext("2d").setTransform(dots, 0, 0, dots, 0, 0);
    }
    const { atlas, outcome, arm } = this.survey;
    [this.low, this.high] = atlas.ends(outcome);
    this.values = atlas.line(outcome, arm);
    this.heights = this.values.map((value, point) => [
      ...this.axes.slice(0, this.shown).map((factor) => this.y(atlas.place(factor, point))),
      this.y(this.low < this.high ? (value - this.low) / (this.high - this.low) : 0.5),
    ]);
    this.draw();
    this.heads();
    this.overlay();
  }

  x(axis) {
    return AROUND_AXES.side + (axis * (this.width - 2 * AROUND_AXES.side)) / this.shown;
  }

  y(share) {
    return this.height - AROUND_AXES.bottom - share * (this.height - AROUND_AXES.top - AROUND_AXES.bottom);
  }

  // What a line is drawn in: with a box, whether it is of interest; else what it came to.
  colour(point) {
    const { box } = this.survey;
    if (box) return box.wanted[point] ? colours.two : colours.edge;
    return mixed(colours.edge, colours.one, (this.values[point] - this.low) / (this.high - this.low || 1));
  }

  draw() {
    const { atlas, box, arm, outcome } = this.survey;
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, this.width, this.height);
    pen.lineWidth = 1;
    pen.globalAlpha = Math.max(0.12, Math.min(0.9, Math.sqrt(60 / atlas.points)));
    const order = atlas.order(outcome, arm);
    // What matters is drawn last, on top of the rest.
    if (box) order.sort((a, b) => box.wanted[a] - box.wanted[b]);
    for (const point of order) {
      pen.strokeStyle = this.colour(point);
      this.line(pen, point);
    }
    pen.globalAlpha = 1;
    for (let axis = 0; axis <= this.shown; axis += 1) this.axis(pen, axis);
    this.canvas.setAttribute("aria-label", `${atlas.points} points as lines over ${this.shown} of ${this.axes.length} factors and ${atlas.outcomes[outcome].title}. Arrows walk from the lowest to the highest. The button Table gives it in words.`);
  }

  line(pen, point) {
    pen.beginPath();
    this.heights[point].forEach((y, axis) => {
      if (Number.isFinite(y)) pen.lineTo(this.x(axis), y);
    });
    pen.stroke();
  }

  axis(pen, axis) {
    const { atlas, box, outcome } = this.survey;
    const x = this.x(axis);
    pen.strokeStyle = colours.ink;
    pen.lineWidth = axis === this.shown ? 2 : 1;
    pen.beginPath();
    pen.moveTo(x, this.y(0));
    pen.lineTo(x, this.y(1));
    pen.stroke();
    const metric = atlas.outcomes[outcome];
    const factor = atlas.factors[this.axes[axis]];
    if (axis < this.shown && box) this.side(pen, x, box.sides.find(({ factor: name }) => name === factor.name), factor);
    const ticks = axis === this.shown ? [[0, measured(metric, this.low)], [1, measured(metric, this.high)]] : ticksOf(factor);
    pen.font = `11px ${getComputedStyle(document.body).fontFamily}`;
    pen.textAlign = "center";
    pen.lineJoin = "round";
    for (const [share, text] of ticks) {
      const isEnd = share === 0 || share === 1;
      const y = share === 0 ? this.y(0) + 15 : share === 1 ? this.y(1) - 6 : this.y(share) + 4;
      pen.textAlign = isEnd ? "center" : "left";
      pen.lineWidth = 3;
      pen.strokeStyle = colours.paper;
      pen.strokeText(text, x + (isEnd ? 0 : 6), y);
      pen.fillStyle = colours.faint;
      pen.fillText(text, x + (isEnd ? 0 : 6), y);
    }
  }

  // What the box leaves of a factor.
  side(pen, x, side, { numbers }) {
    if (!side) return;
    const [low, high] = [side.low, side.high].map((end) => this.y((end - numbers[0]) / (numbers.at(-1) - numbers[0])));
    pen.fillStyle = colours.two;
    pen.globalAlpha = 0.18;
    pen.fillRect(x - 9, high, 18, low - high);
    pen.globalAlpha = 1;
    pen.strokeStyle = colours.two;
    pen.lineWidth = 2;
    pen.strokeRect(x - 9, high, 18, low - high);
  }

  // Each axis says of what it is, and can be made one of something else.
  heads() {
    const { atlas } = this.survey;
    const options = atlas.factors.map(({ title }, factor) => [String(factor), title]);
    const wide = Math.min((this.width - 2 * AROUND_AXES.side) / this.shown - 6, 2 * AROUND_AXES.side - 4);
    const at = (axis) => ({ left: `${this.x(axis) - wide / 2}px`, width: `${wide}px` });
    const heads = this.axes.slice(0, this.shown).map((factor, axis) =>
      picker(`Factor of axis ${axis + 1}`, options, String(factor), (chosen) => this.exchange(axis, Number(chosen)), {
        title: atlas.factors[factor].axis, style: at(axis),
      }));
    this.titles.replaceChildren(...heads, el("b", { style: at(this.shown) }, atlas.outcomes[this.survey.outcome].title));
  }

  exchange(axis, factor) {
    const other = this.axes.indexOf(factor);
    [this.axes[axis], this.axes[other]] = [factor, this.axes[axis]];
    this.build();
    this.titles.children[axis].focus();
  }

  overlay() {
    const { atlas, point, hover, pinned } = this.survey;
    const pen = this.over.getContext("2d");
    pen.clearRect(0, 0, this.width, this.height);
    const marked = [[hover, colours.ink, 1.5], [pinned === null ? null : Math.floor(pinned / atlas.nArms), colours.two, 2.5], [point, colours.ink, 3]];
    for (const [each, colour, wide] of marked) {
      if (each === null) continue;
      [pen.strokeStyle, pen.lineWidth] = [colour, wide];
      this.line(pen, each);
    }
  }

  // The line that passes nearest to a place.
  nearest({ offsetX, offsetY }) {
    const across = ((offsetX - AROUND_AXES.side) * this.shown) / (this.width - 2 * AROUND_AXES.side);
    const axis = Math.max(0, Math.min(this.shown - 1, Math.floor(across)));
    let [best, least] = [null, REACH];
    this.heights.forEach((heights, point) => {
      const far = Math.abs(heights[axis] + (heights[axis + 1] - heights[axis]) * (across - axis) - offsetY);
      if (far < least) [best, least] = [point, far];
    });
    return best;
  }

  point(event) {
    const found = this.nearest(event);
    this.canvas.style.cursor = found === null ? "default" : "pointer";
    hint(found === null ? null : cellText(this.survey, found, this.survey.arm), event.clientX, event.clientY);
    if (found !== this.survey.hover) this.survey.look({ hover: found });
  }

  leave() {
    hint(null);
    if (this.survey.hover !== null) this.survey.look({ hover: null });
  }

  step(right, up) {
    this.survey.walk(right || up);
  }
}

// Ends of numbers; of a few values all.
function ticksOf({ numbers, labels }) {
  if (labels.length === 1) return [[0.5, labels[0]]];
  if (labels.length > 6 && numbers) return [[0, number(numbers[0])], [1, number(numbers.at(-1))]];
  const place = (at) => (numbers ? (numbers[at] - numbers[0]) / (numbers.at(-1) - numbers[0]) : at / (labels.length - 1));
  return labels.map((text, at) => [place(at), text]);
}
