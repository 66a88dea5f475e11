// The network of partnerships on a canvas: places stay through a run, lines and colours change.

import { labels, tiesApart } from "./compare.js";
import { painter } from "./painting.js";
import { colours, el, hint } from "./shapes.js";
import { nameOf, number } from "./wording.js";

const LARGEST = 17; // radius in pixels
const SMALLEST = 4;
const CLASSES = 4; // lines of about equal depth are drawn in one stroke
const MARGIN = { left: 34, right: 34, top: 24, bottom: 44 };
// With more states than this only the large and the selected have labels.
const LABELLED = 60;

export class Network {
  constructor(scene, figure) {
    this.scene = scene;
    this.canvas = el("canvas", { role: "img", tabindex: 0 });
    this.caption = el("figcaption", { class: "caption legend" });
    figure.append(this.canvas, this.caption);
    this.pen = this.canvas.getContext("2d");
    this.radii = this.sizes();
    for (const what of ["time", "selection", "look", "film", "growth"]) scene.on(what, () => this.draw());
    new ResizeObserver(() => this.resize()).observe(figure);
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => this.leave());
    this.canvas.addEventListener("click", (event) => this.click(event));
    this.resize();
  }

  sizes() {
    const { film } = this.scene;
    const gdp = film.head.states.map((_, row) => film.field("gdp_busd", 0, row));
    const most = Math.max(...gdp);
    const scale = film.n > LABELLED ? 0.6 : 1;
    return gdp.map((value) => scale * Math.max(SMALLEST, LARGEST * Math.sqrt(value / most)));
  }

  resize() {
    const { width, height } = this.canvas.parentElement.getBoundingClientRect();
    if (!width || !height) return;
    const dots = Math.min(2, devicePixelRatio || 1);
    [this.width, this.height] = [width, height];
    [this.canvas.width, this.canvas.height] = [width * dots, height * dots];
    this.pen.setTransform(dots, 0, 0, dots, 0, 0);
    this.places = apart(this.stretched(), this.radii, this.room());
    this.draw();
  }

  room() {
    return [MARGIN.left, MARGIN.top, this.width - MARGIN.right, this.height - MARGIN.bottom];
  }

  stretched() {
    const [left, top, right, bottom] = this.room();
    return this.scene.film.head.states.map(({ x, y }) => [
      left + ((x + 1) / 2) * (right - left),
      top + ((1 - y) / 2) * (bottom - top),
    ]);
  }

  draw() {
    if (!this.places) return;
    const { pen } = this;
    pen.clearRect(0, 0, this.width, this.height);
    this.paint = painter(this.scene);
    this.near = this.neighbours();
    this.lines();
    this.help();
    this.circles();
    this.labels();
    this.describe();
  }

  // States tied to the selected one, and itself; null if none is selected.
  neighbours() {
    const { film, one, other, time } = this.scene;
    if (one === null) return null;
    if (other !== null) return new Set([one, other]);
    const { one: a, other: b } = film.tie;
    const found = new Set([one]);
    const [from, to] = film.ties(time);
    for (let row = from; row < to; row += 1) {
      if (a.room[row] === one) found.add(b.room[row]);
      if (b.room[row] === one) found.add(a.room[row]);
    }
    return found;
  }

  lines() {
    const { film, time, one, other, kind } = this.scene;
    const tie = film.tie;
    const wanted = kind === "" ? -1 : Number(kind);
    const fresh = () => Array.from({ length: CLASSES }, () => new Path2D());
    const [plain, chosen] = [fresh(), fresh()];
    this.apart = this.scene.rival ? tiesApart(this.scene, time) : null;
    const [from, to] = film.ties(time);
    this.shown = 0;
    for (let row = from; row < to; row += 1) {
      if (wanted >= 0 && tie.kind.room[row] !== wanted) continue;
      const [a, b] = [tie.one.room[row], tie.other.room[row]];
      const mine = other === null ? a === one || b === one : (a === one && b === other) || (a === other && b === one);
      const path = (mine || this.apart?.only.has(row) ? chosen : plain)[Math.min(CLASSES - 1, (tie.depth.room[row] * CLASSES) >> 8)];
      path.moveTo(this.places[a][0], this.places[a][1]);
      path.lineTo(this.places[b][0], this.places[b][1]);
      this.shown += 1;
    }
    const thin = Math.sqrt(Math.min(1, 90 / Math.max(1, this.shown)));
    this.stroke(plain, colours.edge, thin, one === null ? 1 : 0.3);
    this.stroke(chosen, colours.one, this.apart ? thin : 1, 1);
    if (this.apart) this.others(wanted, thin);
  }

  // Ties that only the other run has, dashed.
  others(wanted, thin) {
    const { film, rival } = this.scene;
    const path = new Path2D();
    for (const row of this.apart.gone) {
      const tie = rival.tieAt(row);
      const [a, b] = [tie.one, tie.other].map((state) => this.places[film.rowOf[rival.head.states[state].id]]);
      if (!a || !b || (wanted >= 0 && rival.head.kinds[tie.kind].id !== film.head.kinds[wanted].id)) continue;
      path.moveTo(...a);
      path.lineTo(...b);
    }
    this.pen.setLineDash([5, 4]);
    this.stroke([path], colours.two, 2 * thin, 1);
    this.pen.setLineDash([]);
  }

  stroke(paths, colour, thin, opacity) {
    const { pen } = this;
    pen.strokeStyle = colour;
    pen.globalAlpha = opacity;
    paths.forEach((path, depth) => {
      pen.lineWidth = thin * (0.6 + depth * 0.8);
      pen.stroke(path);
    });
    pen.globalAlpha = 1;
  }

  // Help that is sent in this step, as arrows.
  help() {
    const { film, time, one } = this.scene;
    // In a comparison the colour is taken by ties of the other run.
    if (this.apart) return;
    const { events } = film;
    const { pen } = this;
    pen.strokeStyle = pen.fillStyle = colours.two;
    const [from, to] = events.span(time);
    const sent = events.code("kind", "help_sent");
    const arrows = [];
    for (let row = from; row < to; row += 1) {
      if (events.values.kind.room[row] !== sent) continue;
      const pair = [events.get("actor", row), events.get("partner", row)].map((id) => film.rowOf[id]);
      if (!pair.includes(undefined)) arrows.push(pair);
    }
    // Hundreds would hide what they point at.
    pen.lineWidth = 1.6 * Math.max(0.4, Math.sqrt(Math.min(1, 40 / Math.max(1, arrows.length))));
    for (const [a, b] of arrows) {
      pen.globalAlpha = one === null || [a, b].includes(one) ? 1 : 0.3;
      this.arrow(a, b);
    }
    pen.globalAlpha = 1;
  }

  arrow(a, b) {
    const { pen } = this;
    const [[x1, y1], [x2, y2]] = [this.places[a], this.places[b]];
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
    const [x, y] = [x2 - dx * (this.radii[b] + 4), y2 - dy * (this.radii[b] + 4)];
    pen.beginPath();
    pen.moveTo(x1 + dx * this.radii[a], y1 + dy * this.radii[a]);
    pen.lineTo(x - dx * 5, y - dy * 5);
    pen.stroke();
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x - dx * 8 - dy * 3.5, y - dy * 8 + dx * 3.5);
    pen.lineTo(x - dx * 8 + dy * 3.5, y - dy * 8 - dx * 3.5);
    pen.fill();
  }

  circles() {
    const { pen } = this;
    const { film, time, one, other, hover } = this.scene;
    const struck = film.struck(time);
    this.places.forEach(([x, y], row) => {
      const isFar = this.near !== null && !this.near.has(row);
      pen.beginPath();
      pen.arc(x, y, this.radii[row], 0, 2 * Math.PI);
      pen.globalAlpha = 1;
      pen.fillStyle = colours.paper;
      pen.fill();
      pen.globalAlpha = isFar ? 0.35 : 1;
      pen.fillStyle = this.paint.colour(row);
      pen.fill();
      pen.globalAlpha = 1;
      const isChosen = row === one || row === other || row === hover;
      pen.lineWidth = isChosen ? 2.5 : 1;
      pen.strokeStyle = isChosen ? colours.ink : colours.paper;
      pen.stroke();
      if (struck.has(row)) this.ring(x, y, this.radii[row] + 3.5);
    });
  }

  ring(x, y, radius) {
    const { pen } = this;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.lineWidth = 2;
    pen.strokeStyle = colours.two;
    pen.stroke();
  }

  labels() {
    const { pen } = this;
    const { film, one, other, hover } = this.scene;
    pen.font = `600 11px ${getComputedStyle(document.body).fontFamily}`;
    pen.textAlign = "center";
    pen.lineJoin = "round";
    pen.lineWidth = 3;
    pen.strokeStyle = colours.paper;
    this.places.forEach(([x, y], row) => {
      const isChosen = row === one || row === other || row === hover;
      const isLarge = film.n <= LABELLED || this.radii[row] > 0.3 * LARGEST;
      if (!isChosen && (!isLarge || (this.near !== null && !this.near.has(row)))) return;
      const text = film.head.states[row].id;
      const above = y - this.radii[row] - 6;
      pen.strokeText(text, x, above);
      pen.fillStyle = isChosen ? colours.ink : colours.faint;
      pen.fillText(text, x, above);
    });
  }

  describe() {
    const { film, time } = this.scene;
    const words = `Network of partnerships at step ${time}: ${this.shown} ties between ${film.n} states. The button Tables gives it in words.`;
    this.canvas.setAttribute("aria-label", words);
    const told = [this.scene.colour, colours.paper, this.shown, this.apart?.only.size, this.apart?.gone.length].join();
    if (told === this.told) return;
    this.told = told;
    const dot = (colour, text, kind = "") =>
      el("span", {}, el("i", { class: `swatch ${kind}`, style: kind === "ring" ? { borderColor: colour } : { background: colour } }), text);
    this.caption.replaceChildren(
      ...this.paint.legend.map(([colour, text]) => dot(colour, text)),
      dot(colours.two, "struck", "ring"),
      ...(this.apart
        ? labels(this.scene).map((text, place) => dot([colours.one, colours.two][place], `only ${text}`, place ? "line dashed" : "line"))
        : [dot(colours.two, "help sent", "line")]),
      el("span", {}, `${this.shown} ties; width: depth, area: GDP`),
    );
  }

  // ------------------------------------------------------------------ pointing

  // The state under a point, or the tie: one row, or two, or none.
  at({ offsetX, offsetY }) {
    let [best, nearest] = [null, Infinity];
    this.places.forEach(([x, y], row) => {
      const far = Math.hypot(x - offsetX, y - offsetY) - Math.max(this.radii[row], 9);
      if (far < 0 && far < nearest) [best, nearest] = [row, far];
    });
    return best === null ? this.tieAt(offsetX, offsetY) : [best];
  }

  tieAt(x, y) {
    const { film, time, kind } = this.scene;
    const { kind: kinds, one, other } = film.tie;
    let [best, nearest] = [[], 5];
    const [from, to] = film.ties(time);
    for (let row = from; row < to; row += 1) {
      if (kind !== "" && kinds.room[row] !== Number(kind)) continue;
      const far = fromLine([x, y], this.places[one.room[row]], this.places[other.room[row]]);
      if (far < nearest) [best, nearest] = [[one.room[row], other.room[row]], far];
    }
    return best;
  }

  point(event) {
    const found = this.at(event);
    const { film } = this.scene;
    const names = found.map((row) => nameOf(film, film.head.states[row].id)).join(" – ");
    hint(names && found.length === 1 ? `${names}: GDP ${number(film.field("gdp_busd", this.scene.time, found[0]))} billion USD` : names, event.clientX, event.clientY);
    this.canvas.style.cursor = found.length ? "pointer" : "default";
    const hover = found.length === 1 ? found[0] : null;
    if (hover !== this.scene.hover) this.scene.look({ hover });
  }

  leave() {
    hint(null);
    if (this.scene.hover !== null) this.scene.look({ hover: null });
  }

  click(event) {
    const found = this.at(event);
    // With a state selected, Shift and a second state select what is between them.
    if (event.shiftKey && found.length === 1 && this.scene.one !== null) this.scene.select(this.scene.one, found[0]);
    else this.scene.select(found[0] ?? null, found[1] ?? null);
  }
}

function fromLine([x, y], [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const along = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy);
}

// Move circles apart until neither they nor the labels above them overlap.
export function apart(places, radii, [left, top, right, bottom]) {
  const moved = places.map((place) => [...place]);
  const crowded = moved.length > LABELLED;
  for (let round = 0; round < (crowded ? 40 : 160); round += 1) {
    for (let i = 0; i < moved.length; i += 1) {
      for (let j = i + 1; j < moved.length; j += 1) {
        // Labels are wide and flat, so that circles need more room below each other.
        const room = radii[i] + radii[j] + (crowded ? 3 : 16);
        const dx = moved[j][0] - moved[i][0] || 0.01 * (j - i);
        const dy = moved[j][1] - moved[i][1];
        const far = Math.hypot(dx, dy);
        if (far >= room) continue;
        const push = (0.5 * (room - far)) / far;
        moved[i][0] -= dx * push;
        moved[i][1] -= dy * push;
        moved[j][0] += dx * push;
        moved[j][1] += dy * push;
      }
      moved[i][0] = Math.max(left, Math.min(right, moved[i][0]));
      moved[i][1] = Math.max(top, Math.min(bottom, moved[i][1]));
    }
  }
  return moved;
}
