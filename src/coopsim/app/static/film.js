// A film: the head of a run and its steps so far. Nothing here draws.

// An array that grows at its end, for runs that are still under way.
class Growing {
  constructor() {
    this.length = 0;
    this.room = null;
  }

  push(more) {
    if (this.room === null) {
      this.room = more; // the first is kept as it is: finished runs have no second
    } else if (this.length + more.length > this.room.length) {
      const wider = new more.constructor(2 * (this.length + more.length));
      wider.set(this.all);
      wider.set(more, this.length);
      this.room = wider;
    } else {
      this.room.set(more, this.length);
    }
    this.length += more.length;
  }

  get all() {
    return this.room === null ? [] : this.room.subarray(0, this.length);
  }
}

// Rows that carry a step, in the order of steps: events, or decisions of one kind.
class Rows {
  constructor(columns) {
    this.columns = columns.map(({ name, unit, meaning, words }) => ({ name, unit, meaning, words }));
    this.values = Object.fromEntries(columns.map(({ name }) => [name, new Growing()]));
    this.words = Object.fromEntries(columns.map(({ name, words }) => [name, words]));
    this.starts = [0];
  }

  push(columns, first, steps) {
    const before = this.length;
    for (const { name, values } of columns) this.values[name].push(values);
    const own = columns.find(({ name }) => name === "step")?.values ?? [];
    let row = 0;
    for (let step = first; step < first + steps; step += 1) {
      while (row < own.length && own[row] <= step) row += 1;
      this.starts[step + 1] = before + row;
    }
  }

  get length() {
    return this.values.step.length;
  }

  // Rows [from, to) of a step.
  span(step) {
    return [this.starts[step] ?? this.length, this.starts[step + 1] ?? this.length];
  }

  get(name, row) {
    const value = this.values[name].room[row];
    const words = this.words[name];
    return words ? (words[value] ?? null) : value;
  }

  row(row) {
    return Object.fromEntries(this.columns.map(({ name }) => [name, this.get(name, row)]));
  }

  code(name, word) {
    return this.words[name].indexOf(word);
  }
}

export class Film {
  constructor(head) {
    this.head = head;
    this.nSteps = 0;
    this.n = head.states.length;
    this.rowOf = Object.fromEntries(head.states.map(({ id }, row) => [id, row]));
    this.metrics = new Growing();
    this.states = new Growing();
    this.trusts = new Growing();
    this.seats = new Growing();
    this.tie = { kind: new Growing(), one: new Growing(), other: new Growing(), depth: new Growing() };
    this.tieEnds = [0];
    this.rows = {};
    this.trustEvery = 1;
    this.edgeOf = new Map();
    head.edges.from.forEach((from, edge) => {
      this.edgeOf.set(from * this.n + head.edges.to[edge], edge);
    });
    this.metricRow = Object.fromEntries(head.metrics.map(({ name }, row) => [name, row]));
    this.fieldRow = Object.fromEntries(head.fields.map(({ name }, row) => [name, row]));
  }

  append(reel) {
    this.metrics.push(reel.metrics);
    this.states.push(reel.states);
    this.trusts.push(reel.trust);
    this.trustEvery = reel.trust_every;
    this.seats.push(reel.seats);
    const before = this.tieEnds.at(-1);
    for (const name of Object.keys(this.tie)) this.tie[name].push(reel.ties[name]);
    for (const end of reel.ties.ends) this.tieEnds.push(before + end);
    // The first reel has every table; later ones only those with rows.
    for (const [name, columns] of Object.entries(reel.tables)) this.rows[name] ??= new Rows(columns);
    for (const [name, rows] of Object.entries(this.rows)) rows.push(reel.tables[name] ?? [], reel.reel, reel.steps);
    this.nSteps += reel.steps;
  }

  get events() {
    return this.rows.events;
  }

  get decisionKinds() {
    return Object.keys(this.rows).filter((name) => name.startsWith("decisions/"));
  }

  metric(name, step) {
    return this.metrics.room[step * this.head.metrics.length + this.metricRow[name]];
  }

  metricLine(name) {
    return Array.from({ length: this.nSteps }, (_, step) => this.metric(name, step));
  }

  field(name, step, state) {
    const row = step * this.head.fields.length + this.fieldRow[name];
    return this.states.room[row * this.n + state];
  }

  fieldLine(name, state) {
    return Array.from({ length: this.nSteps }, (_, step) => this.field(name, step, state));
  }

  // Trust of one state in another, from 0 to 1; NaN if they have no dyad.
  trust(step, one, other) {
    const edge = this.edgeOf.get(one * this.n + other);
    if (edge === undefined) return NaN;
    const kept = Math.floor(step / this.trustEvery);
    return this.trusts.room[kept * this.head.edges.from.length + edge] / 255;
  }

  trustLine(one, other) {
    return Array.from({ length: this.nSteps }, (_, step) => this.trust(step, one, other));
  }

  // Rows [from, to) of the ties that stand after a step.
  ties(step) {
    return [this.tieEnds[step], this.tieEnds[step + 1]];
  }

  tieAt(row) {
    const { kind, one, other, depth } = this.tie;
    return {
      kind: kind.room[row], one: one.room[row], other: other.room[row], depth: depth.room[row] / 255,
    };
  }

  isMember(step, institution, state) {
    const width = this.head.institutions.length;
    return this.seats.room[(step * width + institution) * this.n + state] === 1;
  }

  institutionsOf(step, state) {
    return this.head.institutions.filter((_, row) => this.isMember(step, row, state));
  }

  // The step in which a tie that stands after a step was formed; -1 if before the run.
  since(step, { kind, one, other }) {
    this.formed ??= { upTo: 0, steps: new Map() };
    for (; this.formed.upTo < this.nSteps; this.formed.upTo += 1) this.note(this.formed.upTo);
    const steps = this.formed.steps.get(this.tieKey(kind, one, other)) ?? [];
    return steps.findLast((each) => each <= step) ?? -1;
  }

  tieKey(kind, one, other) {
    return `${this.head.kinds[kind].id} ${Math.min(one, other)} ${Math.max(one, other)}`;
  }

  // Take down which ties were formed in a step.
  note(step) {
    const { events } = this;
    const formed = events.code("kind", "formed");
    const [from, to] = events.span(step);
    for (let row = from; row < to; row += 1) {
      if (events.values.kind.room[row] !== formed) continue;
      const [one, other] = [events.get("actor", row), events.get("partner", row)].map((id) => this.rowOf[id]);
      const key = `${events.get("subject", row)} ${Math.min(one, other)} ${Math.max(one, other)}`;
      this.formed.steps.set(key, [...(this.formed.steps.get(key) ?? []), step]);
    }
  }

  // States that are struck after a step, each with the threats that strike it.
  struck(step) {
    this.strikes ??= { upTo: 0, spans: [] };
    for (; this.strikes.upTo < this.nSteps; this.strikes.upTo += 1) this.follow(this.strikes.upTo);
    const found = new Map();
    for (const { state, threat, from, to } of this.strikes.spans) {
      if (from > step || to <= step) continue;
      found.set(state, [...(found.get(state) ?? []), threat]);
    }
    return found;
  }

  follow(step) {
    const [from, to] = this.events.span(step);
    for (let row = from; row < to; row += 1) {
      const kind = this.events.get("kind", row);
      const state = this.rowOf[this.events.get("actor", row)];
      const threat = this.events.get("subject", row);
      if (kind === "strike" || kind === "spread") {
        this.strikes.spans.push({ state, threat, from: step, to: Infinity });
      } else if (kind === "strike_ended") {
        for (const span of this.strikes.spans) {
          if (span.state === state && span.threat === threat && span.to === Infinity) span.to = step;
        }
      }
    }
  }

  // A metric summed up from the start to a step, by its own rule.
  upTo(name, step) {
    const { summary, over } = this.head.metrics[this.metricRow[name]];
    if (summary === "last") return this.metric(name, step);
    const sum = (of) => {
      let total = 0;
      let count = 0;
      for (let s = 0; s <= step; s += 1) {
        const value = this.metric(of, s);
        if (Number.isFinite(value)) {
          total += value;
          count += 1;
        }
      }
      return [total, count];
    };
    if (over) return sum(over[1])[0] > 0 ? sum(over[0])[0] / sum(over[1])[0] : NaN;
    const [total, count] = sum(name);
    return summary === "sum" ? total : count ? total / count : NaN;
  }
}
