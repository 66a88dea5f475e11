// Save what is seen: pictures of the network and the map, tables as CSV.

import { colours, el } from "./shapes.js";

export function save(name, blob) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function saveCanvas(name, canvas) {
  // On paper of its own: the canvas on the page is see-through.
  const copy = el("canvas", { width: canvas.width, height: canvas.height });
  const pen = copy.getContext("2d");
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => save(name, blob), "image/png");
}

export function saveSvg(name, drawing) {
  const copy = drawing.cloneNode(true);
  const { width, height } = drawing.getBoundingClientRect();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.setAttribute("font-family", "sans-serif");
  copy.removeAttribute("style");
  save(name, new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
}

export function csvOf(columns, rows) {
  const cell = (value) => {
    if (value === null || value === undefined || Number.isNaN(value)) return "";
    const text = String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...rows].map((row) => row.map(cell).join(",")).join("\n") + "\n";
}

export function saveCsv(name, columns, rows) {
  save(name, new Blob([csvOf(columns, rows)], { type: "text/csv" }));
}

export function metricRows(film) {
  const names = film.head.metrics.map(({ name }) => name);
  const rows = Array.from({ length: film.nSteps }, (_, step) => [step, ...names.map((name) => film.metric(name, step))]);
  return [["step", ...names], rows];
}

export function eventRows(film) {
  const names = film.events.columns.map(({ name }) => name);
  const rows = Array.from({ length: film.events.length }, (_, row) => names.map((name) => film.events.get(name, row)));
  return [names, rows];
}

export function tieRows(film, step) {
  const [from, to] = film.ties(step);
  const rows = Array.from({ length: to - from }, (_, at) => {
    const { kind, one, other, depth } = film.tieAt(from + at);
    return [film.head.states[one].id, film.head.states[other].id, film.head.kinds[kind].id, Number(depth.toFixed(3))];
  });
  return [["one", "other", "kind", "depth"], rows];
}
