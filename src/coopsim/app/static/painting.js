// Which colour a state has: by institution, by its position on an issue, or by one of its numbers.

import { colours, mixed, SERIES } from "./shapes.js";
import { number, plainName } from "./wording.js";

// A function from row of state to colour, for the present time; and what its colours mean.
export function painter(scene) {
  const [mode, name] = scene.colour.split(":");
  if (mode === "agenda") return byAgenda(scene.film, name);
  if (mode === "field") return byField(scene, name);
  return byInstitution(scene);
}

function byInstitution({ film, time }) {
  const { institutions } = film.head;
  const colourOf = (row) => colours[SERIES[row % SERIES.length]];
  return {
    colour: (state) => {
      const row = institutions.findIndex((_, each) => film.isMember(time, each, state));
      return row < 0 ? colours.faint : colourOf(row);
    },
    legend: [
      ...institutions.map(({ id }, row) => [colourOf(row), id]),
      [colours.faint, "No institution"],
    ],
  };
}

function byAgenda(film, issue) {
  const shade = (position) =>
    position < 0 ? mixed(colours.low, colours.two, -position) : mixed(colours.low, colours.one, position);
  return {
    colour: (state) => shade(film.head.states[state].agenda[issue] ?? 0),
    legend: [-1, 0, 1].map((end) => [shade(end), `${plainName(issue)} ${number(end)}`]),
  };
}

function byField(scene, name) {
  const { film, time } = scene;
  const [low, high] = rangeOf(film, name);
  const shade = (value) => mixed(colours.low, colours.one, (value - low) / (high - low || 1));
  return {
    colour: (state) => shade(film.field(name, time, state)),
    legend: [[shade(low), `${plainName(name)} ${number(low, 2)}`], [shade(high), number(high, 2)]],
  };
}

// Ends of a field over the whole run, so that colours keep their meaning.
export function rangeOf(film, name) {
  film.ranges ??= new Map();
  const known = film.ranges.get(name);
  if (known?.steps === film.nSteps) return known.ends;
  let [low, high] = [Infinity, -Infinity];
  for (let step = known?.steps ?? 0; step < film.nSteps; step += 1) {
    for (let state = 0; state < film.n; state += 1) {
      const value = film.field(name, step, state);
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  const ends = known ? [Math.min(low, known.ends[0]), Math.max(high, known.ends[1])] : [low, high];
  film.ranges.set(name, { steps: film.nSteps, ends });
  return ends;
}
