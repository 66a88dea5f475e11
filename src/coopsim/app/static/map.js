// The map: schematic outlines that came with the page, and markers where outlines are too small.

import { painter } from "./painting.js";
import { colours, hint, svg, el } from "./shapes.js";
import { nameOf } from "./wording.js";

// The map is drawn in units of its own and scaled by the browser.
const SCALE = 100;
const SMALL = 7; // an outline of fewer degrees than this gets a marker as well
const AROUND = 0.025;

// Equal Earth, a projection true to area: Šavrič, Patterson and Jenny 2019.
export function projected(longitude, latitude) {
  const [a1, a2, a3, a4] = [1.340264, -0.081106, 0.000893, 0.003796];
  const angle = Math.asin((Math.sqrt(3) / 2) * Math.sin((latitude * Math.PI) / 180));
  const [sq, six] = [angle ** 2, angle ** 6];
  const below = 3 * (9 * a4 * six * sq + 7 * a3 * six + 3 * a2 * sq + a1);
  const x = (2 * Math.sqrt(3) * ((longitude * Math.PI) / 180) * Math.cos(angle)) / below;
  const y = angle * (a1 + a2 * sq + six * (a3 + a4 * sq));
  return [SCALE * x, -SCALE * y];
}

export class WorldMap {
  constructor(scene, figure, outlines) {
    this.scene = scene;
    this.figure = figure;
    this.drawing = svg("svg", { role: "img", preserveAspectRatio: "xMidYMid meet" });
    this.caption = el("figcaption", { class: "caption" });
    figure.append(this.drawing, this.caption);
    this.states = scene.film.head.states.map(({ longitude, latitude }) => projected(longitude, latitude));
    const known = scene.film.head.states.filter(({ id }) => id in outlines).length;
    // Invented states have no outlines, and those of others would mislead.
    this.outlines = known * 2 > scene.film.n ? outlines : {};
    this.build();
    for (const what of ["time", "selection", "look", "film", "growth"]) scene.on(what, () => this.draw());
    this.draw();
  }

  build() {
    const [left, top, width, height] = this.frame();
    this.drawing.setAttribute("viewBox", [left, top, width, height].map((v) => v.toFixed(1)).join(" "));
    const unit = Math.max(width, height) / 500;
    this.shapes = new Map();
    const { rowOf } = this.scene.film;
    const land = svg("g", {});
    const marks = svg("g", {});
    for (const [code, rings] of Object.entries(this.outlines)) {
      const shape = svg("path", { d: rings.map(pathOf).join(""), "stroke-width": 0.6 * unit });
      land.append(shape);
      if (code in rowOf) this.shapes.set(rowOf[code], [shape]);
      else this.background = [...(this.background ?? []), shape];
    }
    this.drawing.append(land, marks);
    this.states.forEach(([x, y], row) => {
      const [outline] = this.shapes.get(row) ?? [];
      if (!outline || isSmall(this.outlines[this.scene.film.head.states[row].id])) {
        const mark = svg("circle", { cx: x, cy: y, r: 4.5 * unit, "stroke-width": unit });
        marks.append(mark);
        this.shapes.set(row, [...(outline ? [outline] : []), mark]);
      }
    });
    for (const [row, shapes] of this.shapes) shapes.forEach((shape) => this.listen(shape, row));
    this.unit = unit;
    this.caption.textContent = Object.keys(this.outlines).length
      ? "Schematic map: simplified Natural Earth outlines, Equal Earth projection"
      : "Places as the scenario gives them; no outlines";
  }

  // The part of the world in which the states lie.
  frame() {
    const own = this.scene.film.head.states.flatMap(({ id }) => (this.outlines[id] ?? []).flatMap(pointsOf));
    const xs = [...this.states, ...own].map(([x]) => x);
    const ys = [...this.states, ...own].map(([, y]) => y);
    const width = Math.max(60, Math.max(...xs) - Math.min(...xs));
    const height = Math.max(40, Math.max(...ys) - Math.min(...ys));
    const [midX, midY] = [(Math.max(...xs) + Math.min(...xs)) / 2, (Math.max(...ys) + Math.min(...ys)) / 2];
    const margin = AROUND * Math.max(width, height) + 4;
    return [midX - width / 2 - margin, midY - height / 2 - margin, width + 2 * margin, height + 2 * margin + 12];
  }

  listen(shape, row) {
    const { scene } = this;
    shape.addEventListener("click", (event) => {
      if (event.shiftKey && scene.one !== null) scene.select(scene.one, row);
      else scene.select(row);
    });
    shape.addEventListener("pointermove", (event) => {
      hint(nameOf(scene.film, scene.film.head.states[row].id), event.clientX, event.clientY);
      if (scene.hover !== row) scene.look({ hover: row });
    });
    shape.addEventListener("pointerleave", () => {
      hint(null);
      scene.look({ hover: null });
    });
    shape.style.cursor = "pointer";
  }

  draw() {
    const { film, time, one, other, hover } = this.scene;
    const paint = painter(this.scene);
    const struck = film.struck(time);
    for (const shape of this.background ?? []) change(shape, { fill: colours.rule, stroke: colours.paper });
    for (const [row, shapes] of this.shapes) {
      const isChosen = row === one || row === other || row === hover;
      const stroke = isChosen ? colours.ink : struck.has(row) ? colours.two : colours.paper;
      const wide = isChosen || struck.has(row) ? 1.8 : 0.6;
      for (const shape of shapes) {
        change(shape, { fill: paint.colour(row), stroke, "stroke-width": (wide * this.unit).toFixed(2) });
      }
    }
    const names = [...struck.keys()].map((row) => film.head.states[row].id).join(", ");
    this.drawing.setAttribute("aria-label", `Map at step ${time}. Struck: ${names || "nobody"}.`);
  }
}

// Touch only what differs: the browser lays out and paints whatever is touched.
function change(shape, wanted) {
  shape.was ??= {};
  for (const [name, value] of Object.entries(wanted)) {
    if (shape.was[name] === value) continue;
    shape.was[name] = value;
    shape.setAttribute(name, value);
  }
}

function pathOf(ring) {
  const points = pointsOf(ring).map((point) => point.map((v) => v.toFixed(1)).join(" "));
  return `M${points.join("L")}Z`;
}

// A ring holds tenths of degrees: the first point, then differences.
function degreesOf(ring) {
  const points = [];
  let [longitude, latitude] = [0, 0];
  for (let i = 0; i < ring.length; i += 2) {
    longitude += ring[i] / 10;
    latitude += ring[i + 1] / 10;
    points.push([longitude, latitude]);
  }
  return points;
}

function pointsOf(ring) {
  return degreesOf(ring).map(([longitude, latitude]) => projected(longitude, latitude));
}

function isSmall(rings) {
  return rings.every((ring) => {
    const points = degreesOf(ring);
    const reach = [0, 1].map((side) => {
      const ends = points.map((point) => point[side]);
      return Math.max(...ends) - Math.min(...ends);
    });
    return Math.max(...reach) < SMALL;
  });
}
