// Metrics over time, one lane each, above the strikes of each threat. Its x-axis is the scrubber.

import { changeText } from "./compare.js";
import { colours, el, hint, picker, svg } from "./shapes.js";
import { dateOf, measured, nameOf, number, plainName, timeOf, unitOf } from "./wording.js";

const NARROW = 620;

export class Chart {
  constructor(scene, place) {
    this.scene = scene;
    this.shown = scene.film.head.shown.slice(0, 3);
    this.box = el("div", { class: "chart" });
    this.drawing = svg("svg", { "aria-hidden": "true" });
    this.lanes = el("div", { class: "lanes" });
    this.slider = el("div", {
      class: "scrub", role: "slider", tabindex: 0, "aria-label": "Time", "aria-valuemin": 0,
    });
    this.box.append(this.drawing, this.lanes, this.slider);
    place.append(this.box);
    this.listen();
    scene.on("time", () => this.point());
    scene.on("film", () => this.build());
    scene.on("look", () => this.recolour());
    new ResizeObserver(() => this.build()).observe(this.box);
    this.build();
  }

  listen() {
    const go = (event) => {
      const { left, width } = this.slider.getBoundingClientRect();
      this.scene.go(((event.clientX - left) / width) * this.last());
    };
    this.slider.addEventListener("pointerdown", (event) => {
      this.slider.setPointerCapture(event.pointerId);
      go(event);
    });
    this.slider.addEventListener("pointermove", (event) => {
      if (event.buttons) go(event);
      this.tell(event);
    });
    this.slider.addEventListener("pointerleave", () => hint(null));
  }

  // Steps on the axis: all that the run will have, also while it is under way.
  last() {
    return Math.max(1, this.scene.film.head.scenario.steps - 1, this.scene.film.nSteps - 1);
  }

  recolour() {
    if (this.paper !== colours.paper) this.build();
  }

  build() {
    const width = this.box.clientWidth;
    if (!width) return;
    this.paper = colours.paper;
    const { film } = this.scene;
    const isNarrow = width < NARROW;
    this.left = isNarrow ? 34 : 238;
    this.right = width - 12;
    this.laneHeight = isNarrow ? 50 : 56;
    this.titleHeight = isNarrow ? 26 : 0;
    const threats = film.head.threats.slice(0, 5);
    const rowHeight = isNarrow ? 34 : 17;
    let y = 8;
    this.lanes.replaceChildren();
    this.drawing.replaceChildren();
    this.values = [];
    this.cursor = svg("line", { stroke: colours.ink, "stroke-width": 1, y1: 0 });
    this.dots = svg("g", {});
    for (const [place, name] of this.shown.entries()) {
      this.lane(place, name, y);
      y += this.laneHeight + this.titleHeight + 8;
    }
    for (const threat of threats) {
      this.threat(threat, y, isNarrow);
      y += rowHeight;
    }
    this.axis(y + 4);
    this.interventions(y);
    this.height = y + 24;
    this.drawing.append(this.cursor, this.dots);
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
    this.drawing.style.height = `${this.height}px`;
    Object.assign(this.slider.style, { left: `${this.left}px`, width: `${this.right - this.left}px` });
    this.cursor.setAttribute("y2", y + 2);
    this.point();
  }

  x(step) {
    return this.left + (step / this.last()) * (this.right - this.left);
  }

  lane(place, name, y) {
    const { film } = this.scene;
    const metric = film.head.metrics[film.metricRow[name]];
    const line = film.metricLine(name);
    const other = this.scene.rival && name in this.scene.rival.metricRow ? this.scene.rival.metricLine(name) : [];
    const [low, high] = reach([...line, ...other]);
    const top = y + this.titleHeight;
    const yOf = (value) => top + this.laneHeight - ((value - low) / (high - low)) * this.laneHeight;
    for (const end of [low, high]) {
      this.drawing.append(
        svg("line", { x1: this.left, x2: this.right, y1: yOf(end), y2: yOf(end), stroke: colours.rule }),
        svg("text", { x: this.left - 5, y: yOf(end) + (end === low ? 0 : 8), "text-anchor": "end", "font-size": 10, fill: colours.faint }, measured(metric, end)),
      );
    }
    this.drawing.append(
      svg("path", { d: this.path(line, yOf), fill: "none", stroke: colours.one, "stroke-width": 1.5, "stroke-linejoin": "round" }),
    );
    if (other.length) {
      this.drawing.append(
        svg("path", { d: this.path(other, yOf), fill: "none", stroke: colours.two, "stroke-width": 1.5, "stroke-dasharray": "5 3" }),
      );
    }
    const value = el("b", {});
    const choose = picker(
      `Metric of lane ${place + 1}`,
      film.head.metrics.map((each) => [each.name, each.title]),
      name,
      (chosen) => {
        this.shown[place] = chosen;
        this.build();
      },
      { title: metric.formula },
    );
    this.lanes.append(
      el("div", { class: "lane", style: { top: `${y - 4}px` } }, choose, el("span", {}, value, " ", el("small", { class: "faint" }, unitOf(metric)))),
    );
    this.values.push({ name, metric, value, yOf });
  }

  path(line, yOf) {
    let path = "";
    let pen = "M";
    let isAlone = true;
    line.forEach((value, step) => {
      if (!Number.isFinite(value)) {
        // A value between two gaps would not be seen as a line.
        if (pen === "L" && isAlone) path += "h0.8";
        pen = "M";
        return;
      }
      isAlone = pen === "M";
      path += `${pen}${this.x(step).toFixed(1)} ${yOf(value).toFixed(1)}`;
      pen = "L";
    });
    return path;
  }

  // A row of strikes: random ones as thin bars by severity, planned ones with their mark.
  threat({ id, name }, y, isNarrow) {
    const { events } = this.scene.film;
    const base = y + (isNarrow ? 31 : 13);
    const code = events.code("subject", id);
    const [strike, spread] = ["strike", "spread"].map((kind) => events.code("kind", kind));
    const plan = events.code("cause", "plan");
    let bars = "";
    const planned = svg("g", {});
    for (let row = 0; row < events.length; row += 1) {
      const kind = events.values.kind.room[row];
      if ((kind !== strike && kind !== spread) || events.values.subject.room[row] !== code) continue;
      const x = this.x(events.values.step.room[row]).toFixed(1);
      const tall = 2 + 9 * events.values.size.room[row];
      bars += `M${x} ${base}v${-tall.toFixed(1)}`;
      if (events.values.cause.room[row] === plan) {
        planned.append(svg("path", { d: `M${x} ${base - 12}l-4 -4h8z`, fill: colours.two }));
      }
    }
    this.drawing.append(
      svg("line", { x1: this.left, x2: this.right, y1: base, y2: base, stroke: colours.rule }),
      svg("path", { d: bars, stroke: colours.two, "stroke-width": 1.6, opacity: 0.75 }),
      planned,
    );
    this.lanes.append(
      el("div", { class: "lane threat faint", style: { top: `${y - 3}px`, width: isNarrow ? "100%" : "222px" }, title: name }, plainName(id)),
    );
  }

  // What the scenario changes in mid-run, and what people changed while it ran.
  interventions(bottom) {
    let before = -Infinity;
    for (const [step, text] of this.planned()) {
      const x = this.x(step);
      const isLate = x > (this.left + this.right) / 2;
      this.drawing.append(svg("line", { x1: x, x2: x, y1: 0, y2: bottom, stroke: colours.three, "stroke-width": 1.5 }));
      // Texts that would stand on each other are left to the log.
      if (x - before < 130) continue;
      before = x;
      this.drawing.append(svg("text", { x: x + (isLate ? -4 : 4), y: 9, "font-size": 11, fill: colours.three, "text-anchor": isLate ? "end" : "start" }, text));
    }
  }

  // Steps and names; a change of a live run says what it sets.
  planned() {
    const { film, changes } = this.scene;
    const code = film.events.code("kind", "intervention");
    const found = [];
    for (let row = 0; row < film.events.length; row += 1) {
      if (film.events.values.kind.room[row] === code) found.push([film.events.values.step.room[row], film.events.get("subject", row)]);
    }
    const made = changes.map(([step, settings]) => [step, changeText(settings)]);
    // Those of a live run are interventions too, under a name that says nothing.
    return [...found.filter(([step]) => !made.some(([other]) => other === step)), ...made].sort((a, b) => a[0] - b[0]);
  }

  axis(y) {
    const { film } = this.scene;
    const months = film.head.scenario.step_months;
    const wide = (this.right - this.left) / 64;
    const years = film.head.scenario.start ? 12 / months : 1;
    const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 5000, 20000].map((n) => n * years);
    const every = steps.find((each) => this.last() / each <= wide) ?? steps.at(-1);
    for (let step = 0; step <= this.last(); step += every) {
      const at = Math.round(step);
      this.drawing.append(
        svg("line", { x1: this.x(at), x2: this.x(at), y1: 4, y2: y, stroke: colours.rule }),
        svg("text", { x: this.x(at), y: y + 12, "font-size": 11, fill: colours.faint, "text-anchor": at === 0 ? "start" : "middle" }, film.head.scenario.start ? dateOf(film, at) : `step ${at}`),
      );
    }
  }

  point() {
    const { film, time } = this.scene;
    const x = this.x(time);
    this.cursor.setAttribute("x1", x);
    this.cursor.setAttribute("x2", x);
    this.dots.replaceChildren();
    for (const { name, metric, value, yOf } of this.values) {
      const now = film.metric(name, time);
      value.textContent = measured(metric, now);
      if (Number.isFinite(now)) this.dots.append(svg("circle", { cx: x, cy: yOf(now), r: 3.2, fill: colours.one, stroke: colours.paper }));
    }
    this.slider.setAttribute("aria-valuemax", film.nSteps - 1);
    this.slider.setAttribute("aria-valuenow", time);
    this.slider.setAttribute("aria-valuetext", timeOf(film, time));
  }

  // Name the strikes under the pointer.
  tell(event) {
    const { film } = this.scene;
    const { left, width } = this.slider.getBoundingClientRect();
    const step = Math.round(((event.clientX - left) / width) * this.last());
    if (step < 0 || step >= film.nSteps) return;
    const struck = [];
    const [from, to] = film.events.span(step);
    for (let row = from; row < to; row += 1) {
      if (!["strike", "spread"].includes(film.events.get("kind", row))) continue;
      struck.push(`${film.events.get("actor", row)} (${nameOf(film, film.events.get("subject", row))}, ${number(film.events.get("size", row), 2)})`);
    }
    const more = struck.length > 4 ? ` and ${struck.length - 4} more` : "";
    hint(timeOf(film, step) + (struck.length ? `. Struck: ${struck.slice(0, 4).join("; ")}${more}` : ""), event.clientX, event.clientY);
  }
}

function reach(line) {
  let [low, high] = [0, 0];
  for (const value of line) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high > low ? high : low + 1];
}
