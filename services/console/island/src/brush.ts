// Days that a reader picks on a histogram: rows of tables, lanes and the chart show what happened between them.
/** Epoch milliseconds, both ends included. */
export type Span = readonly [number, number];

/** Told to the document when other days are picked; the chart listens. */
export const PICKED = "rabta-days";

/** Whether something with these times is there between the ends; what has none always is. */
export function within(spans: readonly Span[], from: number, to: number): boolean {
  return spans.length === 0 || spans.some(([start, end]) => start <= to && end >= from);
}

/** Spans of a `data-when`: `FROM-TO`, by spaces. */
export function spansOf(text: string): Span[] {
  return text
    .split(" ")
    .map((each) => each.split("-").map(Number))
    .flatMap(([start, end]) => (start === undefined || end === undefined ? [] : [[start, end] as const]));
}

/** A sentence of the page with its figures in place of names in braces; a name that has none stays as it is. */
export function filled(text: string, figures: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => figures[name] ?? whole);
}

class Brush {
  private readonly bars: SVGRectElement[];
  private readonly rows: { row: HTMLElement; spans: Span[] }[];
  private readonly events: HTMLElement[];
  private began: number | undefined;

  constructor(
    private readonly box: HTMLElement,
    private readonly picture: SVGSVGElement,
    private readonly since: HTMLInputElement,
    private readonly until: HTMLInputElement,
    private readonly told: HTMLElement,
  ) {
    this.bars = [...picture.querySelectorAll("rect")];
    this.rows = [...document.querySelectorAll<HTMLElement>("[data-when]")].map((row) => ({
      row,
      spans: spansOf(row.dataset["when"] ?? ""),
    }));
    this.events = [...document.querySelectorAll<HTMLElement>("[data-event]")];
    since.addEventListener("input", () => this.pick(since.valueAsNumber, Math.max(since.valueAsNumber, this.last)));
    until.addEventListener("input", () => this.pick(Math.min(this.first, until.valueAsNumber), until.valueAsNumber));
    picture.addEventListener("pointerdown", (event) => this.begin(event));
    picture.addEventListener("pointermove", (event) => this.drag(event));
    picture.addEventListener("pointerup", () => (this.began = undefined));
    this.since.closest<HTMLElement>(".ends")?.removeAttribute("hidden");
    box.dataset["ready"] = String(this.bars.length);
  }

  private get first(): number {
    return this.since.valueAsNumber;
  }

  private get last(): number {
    return this.until.valueAsNumber;
  }

  private begin(event: PointerEvent): void {
    this.picture.setPointerCapture(event.pointerId);
    this.began = this.barAt(event);
    this.pick(this.began, this.began);
  }

  private drag(event: PointerEvent): void {
    if (this.began === undefined) return;
    const at = this.barAt(event);
    this.pick(Math.min(this.began, at), Math.max(this.began, at));
  }

  private barAt(event: PointerEvent): number {
    const box = this.picture.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * this.bars.length);
    return Math.max(0, Math.min(this.bars.length - 1, place));
  }

  private pick(first: number, last: number): void {
    this.since.value = String(first);
    this.until.value = String(last);
    const start = this.bars[first]?.dataset;
    const end = this.bars[last]?.dataset;
    if (!start || !end) return;
    const from = Number(start["from"]);
    const to = Number(end["to"]);
    this.bars.forEach((bar, at) => bar.classList.toggle("out", at < first || at > last));
    for (const { row, spans } of this.rows) row.hidden = !within(spans, from, to);
    this.say(start["since"] ?? "", end["until"] ?? "");
    document.dispatchEvent(new CustomEvent(PICKED, { detail: [from, to] }));
  }

  private say(since: string, until: string): void {
    const shown = this.events.filter((row) => !row.hidden).length;
    const figures: Record<string, string> = { shown: String(shown), of: String(this.events.length), since, until };
    this.told.textContent = filled(this.box.dataset["said"] ?? "", figures);
    this.fill("between-since", since);
    this.fill("between-until", until);
  }

  /** The form that keeps these days with the chart, where the page has it. */
  private fill(id: string, day: string): void {
    const field = document.getElementById(id);
    if (field instanceof HTMLInputElement) field.value = day;
  }
}

/** Makes the page's histogram a brush, where it has one. */
export function startBrush(): void {
  const box = document.querySelector<HTMLElement>("[data-brush]");
  const picture = box?.querySelector<SVGSVGElement>("svg.bars");
  const since = document.getElementById("brush-since");
  const until = document.getElementById("brush-until");
  const told = document.getElementById("brush-shown");
  if (box && picture && told && since instanceof HTMLInputElement && until instanceof HTMLInputElement) {
    new Brush(box, picture, since, until, told);
  }
}
