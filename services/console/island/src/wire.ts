// What the console answers of a chart. Every text is the console's: the island knows no language.
import type { Span } from "./brush";

export interface ChartNode {
  readonly id: string;
  readonly label: string;
  /** What is read aloud when the keyboard comes here. */
  readonly said: string;
  readonly kind: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
  /** When it is there; none for always. */
  readonly when: readonly Span[];
}

export interface ChartEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly label: string;
  readonly colour: string;
  readonly dashed: boolean;
  readonly when: readonly Span[];
}

export interface ChartView {
  readonly nodes: readonly ChartNode[];
  readonly edges: readonly ChartEdge[];
  /** Node at which the walk begins; empty for the first. */
  readonly focus: string;
}

/** The chart as it stands. Throws where the console does not answer. */
export async function fetchChart(url: string): Promise<ChartView> {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!answer.ok) throw new Error(`the console answered ${answer.status}`);
  return (await answer.json()) as ChartView;
}

/** Tells the console where a node was put, with the hidden fields of the form that would do it by hand. */
export async function keepPlace(form: HTMLFormElement, id: string, x: number, y: number): Promise<void> {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.set(name, value);
  fields.set("node", id);
  fields.set("x", String(Math.round(x)));
  fields.set("y", String(Math.round(y)));
  await fetch(form.action, { method: "POST", body: fields });
}
