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

export const STYLE: StylesheetJson = [
  {
    selector: "node",
    style: {
      label: "data(label)",
      "font-family": `${FONT}, sans-serif`,
      "font-size": 13,
      "min-zoomed-font-size": 6,
      color: "#14202c",
      shape: "data(shape)" as never,
      "background-color": "data(colour)",
      width: 26,
      height: 26,
      "text-valign": "bottom",
      "text-margin-y": 3,
      "text-wrap": "wrap",
      "text-max-width": "160px",
      "text-background-color": "#fff",
      "text-background-opacity": 0.85,
    },
  },
  {
    selector: "edge",
    style: {
      width: 1.6,
      label: "data(label)",
      "font-family": `${FONT}, sans-serif`,
      "font-size": 10,
      "min-zoomed-font-size": 8,
      color: "#2b3743",
      "text-background-color": "#fff",
      "text-background-opacity": 0.85,
      "line-color": "data(colour)",
      "target-arrow-color": "data(colour)",
      "target-arrow-shape": "triangle",
      "curve-style": "bezier",
    },
  },
  { selector: "edge[?dashed]", style: { "line-style": "dashed", "target-arrow-shape": "none" } },
  { selector: ".out", style: { display: "none" } },
  { selector: ".here", style: { "border-width": 5, "border-color": "#b35900" } },
];
