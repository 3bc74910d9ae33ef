// How a chart looks: colour and shape say the kind of a node, never what is said of a person.
import type { StylesheetJson } from "cytoscape";

const SHAPES: Readonly<Record<string, string>> = {
  SUBJECT: "ellipse",
  ACCOUNT: "rectangle",
  PHONE: "triangle",
  DEVICE: "diamond",
  DOCUMENT: "round-rectangle",
  CASE: "pentagon",
  PLACE: "octagon",
  JOURNEY: "rhomboid",
  ORGANISATION: "hexagon",
  VEHICLE: "barrel",
  GROUP: "round-hexagon",
  STUB: "vee",
};

export function shapeOf(kind: string): string {
  return SHAPES[kind] ?? "ellipse";
}

export const FONT = '"Noto Naskh Arabic"';

/**
 * What a label looks like. Label, arrow and bow are of what is `read`, near enough for them to be seen: each property of
 * an element costs time before the first picture.
 */
const WRITING = {
  label: "data(label)",
  "font-family": `${FONT}, sans-serif`,
  "text-background-color": "#fff",
  "text-background-opacity": 0.85,
};

export const STYLE: StylesheetJson = [
  {
    selector: "node",
    style: { shape: "data(shape)" as never, "background-color": "data(colour)", width: 26, height: 26 },
  },
  {
    selector: "node.read",
    style: {
      ...WRITING,
      "font-size": 13,
      "min-zoomed-font-size": 6,
      color: "#14202c",
      "text-valign": "bottom",
      "text-margin-y": 3,
      "text-wrap": "wrap",
      "text-max-width": "160px",
    },
  },
  { selector: "edge", style: { width: 1.6, "line-color": "data(colour)", "curve-style": "haystack" } },
  {
    selector: "edge.read",
    style: {
      ...WRITING,
      "font-size": 10,
      "min-zoomed-font-size": 8,
      color: "#2b3743",
      "curve-style": "bezier",
      "target-arrow-color": "data(colour)",
      "target-arrow-shape": "triangle",
    },
  },
  { selector: "edge.lone.read", style: { "curve-style": "straight" } },
  { selector: "edge[?dashed]", style: { "line-style": "dashed", "target-arrow-shape": "none" } },
  { selector: ".out", style: { display: "none" } },
  { selector: ".here", style: { "border-width": 5, "border-color": "#b35900" } },
];
