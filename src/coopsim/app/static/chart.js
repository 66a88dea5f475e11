// Metrics over time, one lane each, above the strikes of each threat. Its x-axis is the scrubber.

import { changeText } from "./compare.js";
import { colours, el, hint, picker, svg } from "./shapes.js";
import { dateOf, measured, nameOf, number, plainName, shortUnit, timeOf } from "./wording.js";

const NARROW = 620;
const ROWS = 6; // of threats
const LONGEST_NAME = 35; // letters that fit beside a row
const LEVELS = 3; // lines of text above the lanes

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
    scene.on("growth", () => this.extend());
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
    const isNarrow = width < NARROW;
    this.left = isNarrow ? 34 : 256;
    this.right = width - 12;
    this.laneHeight = isNarrow ? 50 : 56;
    this.titleHeight = isNarrow ? 26 : 0;
    const rowHeight = isNarrow ? 34 : 17;
    const flags = this.flags();
    let y = 8 + (flags.length ? 4 + 13 * (1 + Math.max(...flags.map(({ level }) => level))) : 0);
    const top = y;
    this.lanes.replaceChildren();
    this.drawing.replaceChildren();
    this.values = [];
    this.strikes = [];
    this.cursor = svg("line", { stroke: colours.ink, "stroke-width": 1, y1: top - 8 });
    this.dots = svg("g", {});
    for (const [place, name] of this.shown.entries()) {
      this.lane(place, name, y);
      y += this.laneHeight + this.titleHeight + 8;
    }
    this.listed = this.threats();
    for (const threat of this.listed) {
      this.threat(threat, y, isNarrow);
      y += rowHeight;
    }
    this.axis(top - 4, y + 4);
    this.interventions(flags, y);
    this.height = y + 24;
    this.drawing.append(this.cursor, this.dots);
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${this.height}`);
    this.drawing.style.height = `${this.height}px`;
    Object.assign(this.slider.style, { left: `${this.left}px`, width: `${this.right - this.left}px` });
    this.cursor.setAttribute("y2", y + 2);
    this.point();
  }

  // A live run is longer by a step: only lines are drawn anew, so that an opened list stays open.
  extend() {
    const isFlat = this.values.every(({ name, ends }) => reach(this.lines(name).flat()).join() === ends.join());
    const sameRows = this.threats().map(({ name }) => name).join() === this.listed?.map(({ name }) => name).join();
    if (!isFlat || !sameRows || this.planned().length !== this.nFlags) {
      this.build();
      return;
    }
    for (const { name, paths, yOf } of this.values) {
      this.lines(name).forEach((line, at) => paths[at]?.setAttribute("d", this.path(line, yOf)));
    }
    for (const row of this.strikes) this.bars(row);
    this.point();
  }

  x(step) {
    return this.left + (step / this.last()) * (this.right - this.left);
  }

  // Values of a metric, one a step: of this run, and of the one that it is compared with.
  lines(name) {
    const { film, rival } = this.scene;
    return [film, rival].filter((each) => each && name in each.metricRow).map((each) => each.metricLine(name));
  }

  lane(place, name, y) {
    const { film } = this.scene;
    const metric = film.head.metrics[film.metricRow[name]];
    const lines = this.lines(name);
    const ends = reach(lines.flat());
    const [low, high] = ends;
    const top = y + this.titleHeight;
    const yOf = (value) => top + this.laneHeight - ((value - low) / (high - low)) * this.laneHeight;
    for (const end of ends) {
      this.drawing.append(
        svg("line", { x1: this.left, x2: this.right, y1: yOf(end), y2: yOf(end), stroke: colours.rule }),
        svg("text", { x: this.left - 5, y: yOf(end) + (end === low ? 0 : 8), "text-anchor": "end", "font-size": 10, fill: colours.faint }, measured(metric, end)),
      );
    }
    const paths = lines.map((line, at) =>
      svg("path", { d: this.path(line, yOf), fill: "none", stroke: at ? colours.two : colours.one, "stroke-width": 1.5, "stroke-linejoin": "round", "stroke-dasharray": at ? "5 3" : null }));
    this.drawing.append(...paths);
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
      el("div", { class: "lane", style: { top: `${y - 4}px` } }, choose, el("span", {}, value, " ", el("small", { class: "faint" }, shortUnit(metric)))),
    );
    this.values.push({ name, metric, value, yOf, ends, paths });
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

  // Threats that have a row of their own; of many only those that strike most, then the rest as one.
  threats() {
    const { film } = this.scene;
    const { threats } = film.head;
    if (threats.length <= ROWS) return threats.map(({ id, name }) => ({ ids: [id], name }));
    const counts = this.counts();
    const most = [...threats].sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0)).slice(0, ROWS - 1);
    const rest = threats.filter((each) => !most.includes(each)).map(({ id }) => id);
    return [
      ...threats.filter((each) => most.includes(each)).map(({ id, name }) => ({ ids: [id], name })),
      { ids: rest, name: `${rest.length} others` },
    ];
  }

  counts() {
    const { events } = this.scene.film;
    const strike = events.code("kind", "strike");
    const counts = new Map();
    for (let row = 0; row < events.length; row += 1) {
      if (events.values.kind.room[row] !== strike) continue;
      const id = events.get("subject", row);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }

  // A row of strikes: random ones as thin bars by severity, planned ones with their mark.
  threat({ ids, name }, y, isNarrow) {
    const row = { ids, base: y + (isNarrow ? 31 : 13), path: svg("path", { stroke: colours.two, "stroke-width": 1.6, opacity: 0.75 }), planned: svg("path", { fill: colours.two }) };
    this.bars(row);
    this.strikes.push(row);
    this.drawing.append(
      svg("line", { x1: this.left, x2: this.right, y1: row.base, y2: row.base, stroke: colours.rule }),
      row.path,
      row.planned,
    );
    const names = ids.map((id) => nameOf(this.scene.film, id)).join(", ");
    this.lanes.append(
      el("div", { class: "lane threat faint", style: { top: `${y - 3}px`, width: isNarrow ? "100%" : "236px" }, title: names }, name.length > LONGEST_NAME && ids.length === 1 ? plainName(ids[0]) : name),
    );
  }

  bars({ ids, base, path, planned }) {
    const { events } = this.scene.film;
    const codes = new Set(ids.map((id) => events.code("subject", id)));
    const [strike, spread] = ["strike", "spread"].map((kind) => events.code("kind", kind));
    const plan = events.code("cause", "plan");
    const { kind, subject, step, size, cause } = events.values;
    let [bars, marks] = ["", ""];
    for (let row = 0; row < events.length; row += 1) {
      if ((kind.room[row] !== strike && kind.room[row] !== spread) || !codes.has(subject.room[row])) continue;
      const x = this.x(step.room[row]).toFixed(1);
      bars += `M${x} ${base}v${-(2 + 9 * size.room[row]).toFixed(1)}`;
      if (cause.room[row] === plan) marks += `M${x} ${base - 12}l-4 -4h8z`;
    }
    path.setAttribute("d", bars);
    planned.setAttribute("d", marks);
  }

  // What the scenario changes in mid-run and what people changed, each on the first free line.
  flags() {
    const free = [];
    const planned = this.planned();
    this.nFlags = planned.length;
    return planned.map(([step, text]) => {
      const x = this.x(step);
      const wide = 6.3 * text.length + 8;
      // To the left of its step if it would not fit on the right.
      const isLate = x + wide > this.right && x - wide > 0;
      const [from, to] = isLate ? [x - wide, x] : [x, x + wide];
      let level = free.findIndex((spans) => spans.every(([a, b]) => to <= a || from >= b));
      if (level < 0) level = free.push([]) - 1;
      const isTold = level < LEVELS;
      if (isTold) free[level].push([from, to]);
      return { x, step, text, isLate, isTold, level: Math.min(level, LEVELS - 1) };
    });
  }

  interventions(flags, bottom) {
    for (const { x, text, isLate, isTold, level } of flags) {
      const y = 11 + 13 * level;
      this.drawing.append(svg("line", { x1: x, x2: x, y1: y - 9, y2: bottom, stroke: colours.three, "stroke-width": 1.5 }));
      // The hint at the pointer tells those for which there is no line left.
      if (isTold) this.drawing.append(svg("text", { x: x + (isLate ? -4 : 4), y, "font-size": 11, fill: colours.three, "text-anchor": isLate ? "end" : "start" }, text));
    }
  }

  // Steps and names; a change of a live run says what it sets.
  planned() {
    const { film, changes } = this.scene;
    const code = film.events.code("kind", "intervention");
    const found = [];
    for (let row = 0; row < film.events.length; row += 1) {
      if (film.events.values.kind.room[row] === code) {
        // A late tab hears of a change before it hears what the change sets.
        found.push([film.events.values.step.room[row], film.events.get("subject", row) ?? "a change"]);
      }
    }
    const made = changes.map(([step, settings]) => [step, changeText(settings)]);
    // Those of a live run are interventions too, under a name that says nothing.
    return [...found.filter(([step]) => !made.some(([other]) => other === step)), ...made].sort((a, b) => a[0] - b[0]);
  }

  axis(top, y) {
    const { film } = this.scene;
    const months = film.head.scenario.step_months;
    const wide = (this.right - this.left) / 64;
    const years = film.head.scenario.start ? 12 / months : 1;
    const steps = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 5000, 20000].map((n) => n * years);
    const every = steps.find((each) => this.last() / each <= wide) ?? steps.at(-1);
    for (let step = 0; step <= this.last(); step += every) {
      const at = Math.round(step);
      this.drawing.append(
        svg("line", { x1: this.x(at), x2: this.x(at), y1: top, y2: y, stroke: colours.rule }),
        svg("text", { x: this.x(at), y: y + 12, "font-size": 11, fill: colours.faint, "text-anchor": "middle" }, film.head.scenario.start ? dateOf(film, at) : `step ${at}`),
      );
    }
  }

  point() {
    const { film, rival, time } = this.scene;
    const x = this.x(time);
    this.cursor.setAttribute("x1", x);
    this.cursor.setAttribute("x2", x);
    this.dots.replaceChildren();
    for (const { name, metric, value, yOf } of this.values) {
      const now = film.metric(name, time);
      const other = rival && time < rival.nSteps && name in rival.metricRow ? ` against ${measured(metric, rival.metric(name, time))}` : "";
      value.textContent = `${measured(metric, now)}${other}`;
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
      struck.push(`${nameOf(film, film.events.get("actor", row))} (${nameOf(film, film.events.get("subject", row))}, ${number(film.events.get("size", row), 2)})`);
    }
    const more = struck.length > 4 ? ` and ${struck.length - 4} more` : "";
    const changed = this.planned().filter(([at]) => at === step).map(([, text]) => text);
    const told = [timeOf(film, step), ...(changed.length ? [`Changed: ${changed.join("; ")}`] : []), ...(struck.length ? [`Struck: ${struck.slice(0, 4).join("; ")}${more}`] : [])];
    hint(told.join(". "), event.clientX, event.clientY);
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
