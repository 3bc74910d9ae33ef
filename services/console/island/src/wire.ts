// What the console answers of a chart, column by column. Every text is the console's: the island knows no language.
import type { Span } from "./brush";

export interface ChartView {
  /** Node at which the walk begins; empty for the first. */
  readonly focus: string;
  /** What is read aloud of a node, with `{label}`, `{kind}` and `{links}`. */
  readonly said: string;
  readonly kinds: readonly { readonly kind: string; readonly word: string; readonly colour: string }[];
  readonly looks: readonly { readonly colour: string; readonly dashed: boolean }[];
  readonly nodes: {
    readonly id: readonly string[];
    readonly label: readonly string[];
    /** Place in `kinds`. */
    readonly kind: readonly number[];
    readonly links: readonly number[];
    readonly x: readonly number[];
    readonly y: readonly number[];
  };
  readonly edges: {
    /** Places of the two ends in `nodes`. */
    readonly source: readonly number[];
    readonly target: readonly number[];
    readonly label: readonly string[];
    /** Place in `looks`. */
    readonly look: readonly number[];
    /** A moment, or firsts and lasts in turn; empty for always. */
    readonly when: readonly (number | readonly number[])[];
  };
}

/** The chart as it stands. Throws where the console does not answer. */
export async function fetchChart(url: string): Promise<ChartView> {
  const answer = await fetch(url, { redirect: "error" });
  if (!answer.ok) throw new Error(`the console answered ${answer.status}`);
  return (await answer.json()) as ChartView;
}

/** Spans of an edge's `when`. */
export function spansIn(when: number | readonly number[]): readonly Span[] {
  if (typeof when === "number") return [[when, when]];
  const found: Span[] = [];
  for (let at = 0; at + 1 < when.length; at += 2) found.push([when[at]!, when[at + 1]!]);
  return found;
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
