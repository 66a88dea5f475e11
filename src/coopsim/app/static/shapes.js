// Small makers of elements. Texts are always set as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "style") Object.assign(made.style, value);
    else if (name === "value" || name === "checked") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export function el(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

export function picker(label, options, chosen, choose, attributes = {}) {
  const select = el(
    "select",
    { "aria-label": label, onchange: () => choose(select.value), ...attributes },
    options.map(([value, text]) => el("option", { value }, text)),
  );
  select.value = chosen;
  return select;
}

// What is folded away is made when somebody looks: of two hundred states there is much of it.
export function folded(title, make, attributes = {}) {
  const fill = () => {
    if (made.open && made.children.length === 1) made.append(...[make()].flat());
  };
  const made = el("details", { ontoggle: fill, ...attributes }, el("summary", {}, title));
  fill();
  return made;
}

export function bar(share, colour) {
  const width = `${Math.max(0, Math.min(1, share)) * 70}px`;
  const own = el("span", { class: "bar", style: { width, background: colour } });
  return el("span", { class: "track", "aria-hidden": "true" }, own);
}

// A line of numbers; NaN leaves a gap. The dot stands at one of them.
export function spark(values, at, low, high) {
  const top = high > low ? high : low + 1;
  const x = (i) => (values.length > 1 ? (i / (values.length - 1)) * 68 + 1 : 1);
  const y = (v) => 16 - ((v - low) / (top - low)) * 14;
  let path = "";
  let pen = "M";
  const skip = Math.max(1, Math.floor(values.length / 140));
  for (let i = 0; i < values.length; i += skip) {
    const known = Number.isFinite(values[i]);
    if (known) path += `${pen}${x(i).toFixed(1)} ${y(values[i]).toFixed(1)}`;
    pen = known ? "L" : "M";
  }
  const here = values[at];
  return svg(
    "svg",
    { class: "spark", viewBox: "0 0 70 18", "aria-hidden": "true" },
    svg("path", { d: path, fill: "none", stroke: colours.faint, "stroke-width": 1 }),
    Number.isFinite(here)
      ? svg("circle", { cx: x(at), cy: y(here), r: 2.4, fill: colours.one })
      : null,
  );
}

// ------------------------------------------------------------------------- colours

// The colours of the page as rgb(…), for canvas and for SVG that is saved to a file.
export const colours = {};

const NAMES = ["paper", "ink", "faint", "rule", "edge", "one", "two", "three", "four", "five", "low"];
export const SERIES = ["one", "two", "three", "four", "five"];

export function readColours() {
  const probe = document.getElementById("tip");
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.style.color = "";
}

function parts(colour) {
  return colour.match(/[\d.]+/g).slice(0, 3).map(Number);
}

export function mixed(one, other, share) {
  const [a, b] = [parts(one), parts(other)];
  const s = Math.max(0, Math.min(1, share));
  return `rgb(${a.map((v, k) => Math.round(v + (b[k] - v) * s)).join(",")})`;
}

// Ink or paper, whichever is read more easily on a colour.
export function readable(fill) {
  const light = (colour) => parts(colour).reduce((sum, v, k) => sum + [0.2126, 0.7152, 0.0722][k] * (v / 255) ** 2.2, 0);
  const contrast = (colour) => {
    const [low, high] = [light(colour), light(fill)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  return contrast(colours.ink) >= contrast(colours.paper) ? colours.ink : colours.paper;
}

// ------------------------------------------------------------------------- hints

// Tell something that must not be missed, until it is put away.
export function notice(text) {
  const place = document.getElementById("notice");
  const away = el("button", { type: "button", "aria-label": "Put this message away", onclick: () => place.replaceChildren() }, "✕");
  place.replaceChildren(el("span", {}, text), away);
}

export function hint(text, x, y) {
  const tip = document.getElementById("tip");
  tip.textContent = text ?? "";
  tip.style.visibility = text ? "visible" : "hidden";
  if (!text) return;
  const room = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - room.width - 6))}px`;
  tip.style.top = `${y + 18 + room.height > innerHeight ? y - room.height - 10 : y + 18}px`;
}
