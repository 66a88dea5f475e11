// The chosen cell of a sweep: what it came to, and its runs; without one, what was asked and found.

import { colours, el, svg } from "./shapes.js";
import { closely, unitOf } from "./wording.js";

const RUNS_LISTED = 10;

export class CellPanel {
  constructor(survey, place) {
    this.survey = survey;
    this.place = place;
    survey.on((what) => {
      if (what.join() !== "hover") this.draw();
    });
    this.draw();
  }

  draw() {
    const body = this.survey.point === null ? this.whole() : this.cell();
    this.place.replaceChildren(...body.flat().filter((each) => each !== null));
  }

  whole() {
    const { atlas } = this.survey;
    const listed = (pairs) => el("dl", { class: "design" }, pairs.flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, text)]));
    const keys = [["← → ↑ ↓", atlas.isMap ? "another cell" : "another line"], ["Esc", "none"], ["T", "table"]];
    return [
      el("h2", {}, "What was asked"),
      el("p", {}, atlas.question || atlas.title),
      el("h3", {}, "Answer"),
      atlas.answer.map((text) => el("p", {}, text)),
      el("h3", {}, "How to look around"),
      el("p", {}, `Choose an outcome above. Click a ${atlas.isMap ? "cell" : "line"} to see its runs${atlas.opens ? ", and a run to see it whole" : ""}.`),
      el("p", { class: "faint" }, keys.flatMap(([key, what]) => [el("kbd", {}, key), ` ${what}  `])),
      el("details", {}, el("summary", {}, "How it was designed"), listed(atlas.design)),
      el("details", {}, el("summary", {}, "How sure this is"), el("ul", {}, atlas.doubts.map((text) => el("li", {}, text)))),
    ];
  }

  cell() {
    const { survey } = this;
    const { atlas, point, arm } = survey;
    const walk = (text, label, act) => el("button", { type: "button", "aria-label": label, title: label, onclick: act }, text);
    return [
      el("div", { class: "filters" },
        walk("◀ lower", "The point that came to less", () => survey.walk(-1)),
        walk("higher ▶", "The point that came to more", () => survey.walk(1)),
        el("button", { type: "button", onclick: () => survey.select(null) }, "All points")),
      el("h2", {}, capital(atlas.where(point, arm))),
      atlas.factors.length > 3 ? this.values() : null,
      this.outcomes(),
      el("h3", {}, `Its ${atlas.replicates === 1 ? "run" : `${atlas.replicates} runs`}`),
      this.runs(),
    ];
  }

  values() {
    const { atlas, point } = this.survey;
    return el("details", {}, el("summary", {}, `Values of its ${atlas.factors.length} factors`),
      el("table", {}, el("tbody", {}, atlas.factors.map(({ title, path }, factor) =>
        el("tr", { title: path }, el("td", {}, title), el("td", { class: "right" }, atlas.label(factor, point)))))));
  }

  outcomes() {
    const { atlas, outcome, point, arm } = this.survey;
    const row = (metric, at) => {
      const [mean, low, high] = ["mean", "low", "high"].map((column) => closely(metric, atlas.at(column, at, point, arm)));
      const name = el("button", { class: "plain", type: "button", "aria-pressed": String(at === outcome), onclick: () => this.survey.look({ outcome: at }) }, metric.title);
      return el("tr", { class: at === outcome ? "chosen" : "", title: metric.formula },
        el("td", {}, name, " ", el("span", { class: "unit" }, unitOf(metric))),
        el("td", { class: "right" }, mean, low === "–" ? null : el("div", { class: "unit" }, `${low} to ${high}`)));
    };
    const several = atlas.replicates > 1;
    return el("div", {},
      el("table", {}, el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Outcome"), el("th", { scope: "col", class: "right" }, several ? "Mean, 95 % interval" : "Value"))), el("tbody", {}, atlas.outcomes.map(row))));
  }

  // ------------------------------------------------------------------ runs

  runs() {
    const { atlas, outcome, point, arm } = this.survey;
    const metric = atlas.outcomes[outcome];
    const values = atlas.runsOf(outcome, point, arm);
    const all = Array.from({ length: atlas.replicates }, (_, replicate) => replicate);
    const known = values ? all.filter((replicate) => Number.isFinite(values[replicate])) : [];
    // The ends and the middle are what people want to see first.
    const sorted = [...known].sort((a, b) => values[a] - values[b]);
    const ends = sorted.length > 3 ? [[sorted[0], "lowest"], [sorted[sorted.length >> 1], "middle"], [sorted.at(-1), "highest"]] : [];
    const row = (replicate, word = "") => this.run(replicate, values ? closely(metric, values[replicate]) : "", word);
    const table = (rows) => el("table", {}, el("tbody", {}, rows));
    return el("div", {},
      values && known.length > 1 ? strip(known.map((replicate) => values[replicate]), metric) : null,
      ends.length ? table(ends.map(([replicate, word]) => row(replicate, word))) : null,
      ends.length || all.length > RUNS_LISTED
        ? el("details", {}, el("summary", {}, `All ${all.length}`), table(all.map((replicate) => row(replicate))))
        : table(all.map((replicate) => row(replicate))),
      this.note());
  }

  run(replicate, value, word) {
    const { atlas, point, arm, pinned } = this.survey;
    const number = atlas.run(replicate, point, arm);
    const failed = value === "–";
    const link = (href, text, label) => el("a", { href: `${href}?${this.survey.words()}`, "aria-label": label, onclick: wait }, text);
    const other = pinned === null ? null : replicate * atlas.nCells + pinned;
    return el("tr", {},
      el("td", {}, `Run ${replicate} `, el("span", { class: "unit" }, word)),
      el("td", { class: "right" }, failed ? "nothing measured" : value),
      atlas.opens
        ? el("td", { class: "right" }, link(`run/${number}`, "See", `See run ${replicate}`), other === null || other === number ? null : [" · ", link(`run/${other}/${number}`, "Compare", `Compare run ${replicate} of both`)])
        : null);
  }

  note() {
    const { survey } = this;
    const { atlas, point, arm, pinned } = survey;
    if (!atlas.opens) return el("p", { class: "faint" }, `To see a run whole: coopsim view ${atlas.folder}`);
    if (!atlas.common) return null;
    const cell = point * atlas.nArms + arm;
    const what = atlas.isMap ? "cell" : "point";
    const told = pinned === null
      ? `Runs of equal number meet the same luck in every ${what}.`
      : cell === pinned ? `Now choose another ${what}: its runs can be compared with these.` : `Compared with: ${atlas.where(Math.floor(pinned / atlas.nArms), pinned % atlas.nArms)}.`;
    const button = pinned === null
      ? el("button", { type: "button", onclick: () => survey.look({ pinned: cell }) }, `Compare with another ${what}`)
      : el("button", { type: "button", onclick: () => survey.look({ pinned: null }) }, "Compare no more");
    return el("div", { class: "pin" }, el("p", { class: "faint" }, told), button);
  }
}

// Making a run again takes a moment.
function wait({ target }) {
  target.textContent = "Making it again …";
}

// A dot a run, so that a few far ones are seen.
function strip(values, metric) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (value) => 6 + ((value - low) / (high - low || 1)) * 288;
  const text = (at, anchor, value) => svg("text", { x: at, y: 34, "font-size": 11, fill: colours.faint, "text-anchor": anchor }, closely(metric, value));
  return svg("svg", { class: "strip", viewBox: "0 0 300 38", role: "img", "aria-label": `Runs lie between ${closely(metric, low)} and ${closely(metric, high)}` },
    svg("line", { x1: 6, x2: 294, y1: 20, y2: 20, stroke: colours.edge }),
    values.map((value) => svg("circle", { cx: x(value), cy: 11, r: 4, fill: colours.one, opacity: 0.45 })),
    text(0, "start", low), text(300, "end", high));
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
