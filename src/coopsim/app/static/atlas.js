// A sweep: its points and what each came to; and what of it is looked at, kept in the address.

export class Atlas {
  constructor(tree) {
    Object.assign(this, tree);
    this.factors = tree.factors.map((each) => ({ ...each, title: each.title.replaceAll("_", " ") }));
    this.nArms = tree.arms.length;
    this.nCells = tree.points * this.nArms;
    this.factorRow = Object.fromEntries(tree.factors.map(({ name }, row) => [name, row]));
    // Every pair of values, once: then they fill a rectangle.
    const sizes = tree.factors.map(({ labels }) => labels.length);
    this.isMap = tree.kind === "grid" && sizes.length <= 2 && sizes.reduce((a, b) => a * b, 1) === tree.points;
  }

  at(column, outcome, point, arm) {
    return this[column][outcome * this.nCells + point * this.nArms + arm];
  }

  // Means of an outcome in an arm, one a point.
  line(outcome, arm) {
    return Array.from({ length: this.points }, (_, point) => this.at("mean", outcome, point, arm));
  }

  // Ends of an outcome over all points and arms, so that colours keep their meaning.
  ends(outcome) {
    let [low, high] = [Infinity, -Infinity];
    for (let cell = 0; cell < this.nCells; cell += 1) {
      const value = this.mean[outcome * this.nCells + cell];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return Number.isFinite(low) ? [low, high] : [0, 1];
  }

  // Where a point stands on the axis of a factor, from 0 to 1.
  place(factor, point) {
    const { numbers, codes, labels } = this.factors[factor];
    const code = codes[point];
    if (labels.length < 2) return 0.5;
    return numbers ? (numbers[code] - numbers[0]) / (numbers.at(-1) - numbers[0]) : code / (labels.length - 1);
  }

  label(factor, point) {
    const { labels, codes } = this.factors[factor];
    return labels[codes[point]];
  }

  pointAt(codes) {
    for (let point = 0; point < this.points; point += 1) {
      if (codes.every((code, factor) => this.factors[factor].codes[point] === code)) return point;
    }
    return null;
  }

  // The number of a run in the sweep.
  run(replicate, point, arm) {
    return replicate * this.nCells + point * this.nArms + arm;
  }

  // What the runs of a cell came to; null if there were too many to bring along.
  runsOf(outcome, point, arm) {
    if (!this.runs) return null;
    const wide = this.outcomes.length;
    return Array.from({ length: this.replicates }, (_, replicate) => this.runs[this.run(replicate, point, arm) * wide + outcome]);
  }

  // Points from the lowest to the highest outcome; those that came to nothing at the end.
  order(outcome, arm) {
    const line = this.line(outcome, arm);
    const rank = (value) => (Number.isFinite(value) ? value : Infinity);
    return line.map((_, point) => point).sort((a, b) => rank(line[a]) - rank(line[b]) || a - b);
  }

  // A point in words.
  where(point, arm) {
    const values = this.factors.length <= 3 ? this.factors.map(({ title }, factor) => `${title} ${this.label(factor, point)}`) : [`point ${point}`];
    return [...(this.nArms > 1 ? [this.arms[arm]] : []), ...values].join(", ") || "the only point";
  }
}

export class Survey {
  constructor(atlas) {
    this.atlas = atlas;
    this.outcome = atlas.box?.outcome ?? 0;
    this.arm = 0;
    this.point = null;
    this.pinned = null; // a cell that the selected one is compared with
    this.hover = null;
    this.isBoxed = Boolean(atlas.box?.sides.length);
    this.watchers = [];
  }

  on(watcher) {
    this.watchers.push(watcher);
  }

  look(change) {
    Object.assign(this, change);
    for (const watcher of this.watchers) watcher(Object.keys(change));
    this.remember();
  }

  // The box is about one outcome in one arm, and says nothing of others.
  get box() {
    const { box } = this.atlas;
    return this.isBoxed && box?.sides.length && box.outcome === this.outcome && box.arm === this.arm ? box : null;
  }

  select(point, arm = this.arm) {
    if (point !== this.point || arm !== this.arm) this.look({ point, arm });
  }

  // The next point by the outcome, up or down.
  walk(by) {
    const order = this.atlas.order(this.outcome, this.arm);
    const at = this.point === null ? (by > 0 ? -1 : order.length) : order.indexOf(this.point);
    this.select(order[Math.max(0, Math.min(order.length - 1, at + by))]);
  }

  words() {
    const { atlas, outcome, arm, point } = this;
    const words = [`o=${encodeURIComponent(atlas.outcomes[outcome].name)}`];
    if (point === null && arm > 0) words.push(`a=${encodeURIComponent(atlas.arms[arm])}`);
    if (point !== null) words.push(`c=${point * atlas.nArms + arm}`);
    return words.join("&");
  }

  remember() {
    clearTimeout(this.pending);
    this.pending = setTimeout(() => history.replaceState(null, "", `#${this.words()}`), 250);
  }

  recall() {
    const { atlas } = this;
    const words = new URLSearchParams(location.hash.slice(1));
    const found = (names, word) => names.indexOf(words.get(word));
    const change = {};
    const outcome = found(atlas.outcomes.map(({ name }) => name), "o");
    if (outcome >= 0) change.outcome = outcome;
    const arm = found(atlas.arms, "a");
    if (arm >= 0) change.arm = arm;
    const cell = Number(words.get("c") ?? NaN);
    if (Number.isInteger(cell) && cell >= 0 && cell < atlas.nCells) {
      Object.assign(change, { point: Math.floor(cell / atlas.nArms), arm: cell % atlas.nArms });
    }
    this.look(change);
  }
}
