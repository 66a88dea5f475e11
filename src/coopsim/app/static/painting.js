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
  const places = coloured(film);
  const colourOf = (row) => colours[SERIES[places.get(row) ?? SERIES.length - 1]];
  const rest = institutions.length - places.size;
  return {
    colour: (state) => {
      let found = -1;
      for (let each = 0; each < institutions.length; each += 1) {
        if (!film.isMember(time, each, state)) continue;
        // One that has a colour of its own says more.
        if (places.has(each)) return colourOf(each);
        found = each;
      }
      return found < 0 ? colours.faint : colourOf(found);
    },
    legend: [
      ...[...places.keys()].map((row) => [colourOf(row), institutions[row].id]),
      ...(rest ? [[colourOf(-1), `one of ${rest} others`]] : []),
      [colours.faint, "No institution"],
    ],
  };
}

// Institutions that have a colour of their own: all, or the largest at the start if they are many,
// since no more than five colours are told apart by everybody.
function coloured(film) {
  const { institutions } = film.head;
  if (!film.colours) {
    const size = (row) => film.head.states.filter((_, state) => film.isMember(0, row, state)).length;
    const rows = institutions.map((_, row) => row);
    const isFew = rows.length <= SERIES.length;
    const largest = isFew ? rows : [...rows].sort((a, b) => size(b) - size(a) || a - b).slice(0, SERIES.length - 1);
    film.colours = new Map(rows.filter((row) => largest.includes(row)).map((row, place) => [row, place]));
  }
  return film.colours;
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
