// Elements of the picture out of the columns of a chart, and the view in which all of them are seen.
import type { ElementDefinition } from "cytoscape";
import { filled } from "./brush";
import type { Span } from "./brush";
import { shapeOf } from "./style";
import { spansIn } from "./wire";
import type { ChartView } from "./wire";

/** Signs that keep a number in its order on a canvas; what is read aloud has none. */
const ISOLATES = /[\u2066-\u2069]/g;

/** Nodes, and links, from which on labels wait until they can be read. */
const LARGE = 150;

export function isLarge(view: ChartView): boolean {
  return view.nodes.id.length > LARGE || view.edges.source.length > LARGE;
}

/** Nodes and edges; an edge that has no other one between its ends is `lone`, and is drawn without a bow. */
export function elements(view: ChartView): ElementDefinition[] {
  const { nodes, edges } = view;
  const spans = edges.when.map(spansIn);
  const when = whenOf(view, spans);
  const read = isLarge(view) ? [] : ["read"];
  const between = new Map<string, number>();
  const ends = edges.source.map((source, at) => {
    const target = edges.target[at]!;
    const key = source < target ? `${source} ${target}` : `${target} ${source}`;
    between.set(key, (between.get(key) ?? 0) + 1);
    return { source, target, key };
  });
  const spots = nodes.id.map((id, at): ElementDefinition => {
    const { kind, word, colour } = view.kinds[nodes.kind[at]!]!;
    const label = nodes.label[at]!;
    const figures = { label: label.replace(ISOLATES, ""), kind: word, links: String(nodes.links[at]) };
    return {
      group: "nodes",
      data: { id, label, said: filled(view.said, figures), kind, colour, shape: shapeOf(kind), when: when[at] },
      position: { x: nodes.x[at]!, y: nodes.y[at]! },
      classes: read,
    };
  });
  const lines = ends.map(({ source, target, key }, at): ElementDefinition => {
    const { colour, dashed } = view.looks[edges.look[at]!]!;
    const data = { id: `line-${at}`, source: nodes.id[source]!, target: nodes.id[target]!, label: edges.label[at]! };
    const lone = between.get(key) === 1 && source !== target;
    return { group: "edges", data: { ...data, colour, dashed, when: spans[at] }, classes: lone ? [...read, "lone"] : read };
  });
  return [...spots, ...lines];
}

/** When each node is there: when one of its edges is, and always where one of them is or where it has none. */
function whenOf(view: ChartView, spans: readonly (readonly Span[])[]): Span[][] {
  const found: Span[][] = view.nodes.id.map(() => []);
  const always = new Set<number>();
  spans.forEach((own, at) => {
    for (const end of new Set([view.edges.source[at]!, view.edges.target[at]!])) {
      if (own.length === 0) always.add(end);
      found[end]!.push(...own);
    }
  });
  return found.map((own, at) => (always.has(at) ? [] : own));
}

/** Zoom and pan that show all nodes, `padding` pixels from the sides, labels not counted: reading them takes longest. */
export function wholeOf(view: ChartView, width: number, height: number, padding: number) {
  const [left, right] = bounds(view.nodes.x);
  const [top, bottom] = bounds(view.nodes.y);
  const across = (width - 2 * padding) / Math.max(right - left, 1);
  const down = (height - 2 * padding) / Math.max(bottom - top, 1);
  const zoom = Math.min(across, down, 1.5);
  const pan = { x: width / 2 - (zoom * (left + right)) / 2, y: height / 2 - (zoom * (top + bottom)) / 2 };
  return { zoom, pan };
}

function bounds(values: readonly number[]): readonly [number, number] {
  return values.reduce(([least, most], each) => [Math.min(least, each), Math.max(most, each)], [
    values[0] ?? 0,
    values[0] ?? 0,
  ]);
}
