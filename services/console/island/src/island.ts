// The chart of a page: drawn on a canvas over the table that says the same, and walked by keyboard.
import cytoscape from "cytoscape";
import type { Core, NodeSingular } from "cytoscape";
import { PICKED, within } from "./brush";
import type { Span } from "./brush";
import { elements, isLarge, wholeOf } from "./elements";
import { labelInSight } from "./labels";
import { formsFor, openMenu, sendFor } from "./menu";
import { FONT, STYLE } from "./style";
import { startUploads } from "./upload";
import { directionOf, nextIn } from "./walk";
import { fetchChart, keepPlace } from "./wire";
import type { ChartView } from "./wire";

const ZOOM = 1.25;
const PADDING = 30;
/** Kinds of node that stand for others, and of which nothing is asked. */
const ASKED_NOTHING: readonly unknown[] = ["GROUP", "STUB"];

class Island {
  private readonly cy: Core;
  private here: NodeSingular | undefined;

  constructor(
    private readonly box: HTMLElement,
    private readonly live: HTMLElement,
    view: ChartView,
  ) {
    const large = isLarge(view);
    this.cy = cytoscape({
      container: box,
      elements: elements(view),
      style: STYLE,
      layout: large
        ? { name: "preset", fit: false, ...wholeOf(view, box.clientWidth, box.clientHeight, PADDING) }
        : { name: "preset", padding: PADDING },
      hideEdgesOnViewport: view.edges.source.length > 2000,
      textureOnViewport: view.nodes.id.length > 500,
      maxZoom: 3,
      minZoom: 0.02,
    });
    if (large) labelInSight(this.cy, box);
    this.cy.on("tap", "node", (event) => this.go(event.target as NodeSingular));
    this.cy.on("dragfree", "node", (event) => void this.keep(event.target as NodeSingular));
    this.cy.on("cxttap", "node", (event) => {
      this.go(event.target as NodeSingular);
      this.menu();
    });
    document.addEventListener(PICKED, (event) => this.pick((event as CustomEvent<Span>).detail));
    box.addEventListener("contextmenu", (event) => event.preventDefault());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("focus", () => this.begin(view.focus), { once: true });
    this.cy.one("render", () => (box.dataset["drawn"] = "1"));
    if (location.hash === `#${box.id}`) box.focus();
    box.dataset["ready"] = String(view.nodes.id.length);
  }

  private begin(focus: string): void {
    const named = focus ? this.cy.getElementById(focus) : this.cy.nodes();
    const first = (named.nonempty() ? named : this.cy.nodes())[0];
    if (first?.isNode()) this.go(first);
  }

  private go(node: NodeSingular): void {
    this.here?.removeClass("here");
    this.here = node;
    node.addClass("here");
    this.box.dataset["here"] = node.id();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.cy.animate({ center: { eles: node } }, { duration: still ? 0 : 120 });
    this.live.textContent = String(node.data("said"));
  }

  private async keep(node: NodeSingular): Promise<void> {
    const form = document.querySelector<HTMLFormElement>("form[data-move]");
    const at = node.position();
    if (form) await keepPlace(form, node.id(), at.x, at.y);
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.actOf(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  private actOf(key: string): (() => void) | undefined {
    if (directionOf(key)) return () => this.walk(key);
    switch (key) {
      case "Enter":
        return () => this.toRow();
      case "e":
        return () => this.submit("expand");
      case "p":
        return () => this.submit("path");
      case "m":
      case "ContextMenu":
        return () => this.menu();
      case "u":
        return () => this.submit("undo");
      case "r":
        return () => this.submit("redo");
      case "+":
        return () => this.cy.zoom(this.cy.zoom() * ZOOM);
      case "-":
        return () => this.cy.zoom(this.cy.zoom() / ZOOM);
      case "0":
        return () => this.cy.fit(undefined, PADDING);
      default:
        return undefined;
    }
  }

  private walk(key: string): void {
    const direction = directionOf(key);
    if (!this.here || !direction) return;
    const linked = this.here.neighborhood("node");
    const pool = linked.nonempty() ? linked : this.cy.nodes();
    const places = pool.map((node) => ({ node: node as NodeSingular, ...node.position() }));
    const found = nextIn(this.here.position(), direction, places);
    if (found) this.go(found.node);
  }

  /** To the row of the table that says what stands here; where it is on another page of the table, to that page. */
  private toRow(): void {
    if (!this.here) return;
    const name = `node-${this.here.id()}`;
    const row = document.getElementById(name);
    if (row) row.focus();
    else location.assign(`?node=${this.here.id()}#${name}`);
  }

  /** Only what is there on these days, and what always is. */
  private pick([from, to]: Span): void {
    this.cy.batch(() =>
      this.cy.elements().forEach((one) => {
        one.toggleClass("out", !within(one.data("when") as Span[], from, to));
      }),
    );
    this.box.dataset["shown"] = String(this.cy.nodes().not(".out").length);
  }

  /** What can be done to the node, beside it. */
  private menu(): void {
    const menu = document.getElementById("chart-menu");
    if (!menu || !this.asked) return;
    const box = this.box.getBoundingClientRect();
    const at = this.asked.renderedPosition();
    const [x, y] = [box.left + scrollX + at.x, box.top + scrollY + at.y];
    openMenu(menu, this.asked.id(), String(this.asked.data("label")), x, y, () => this.box.focus());
  }

  /** The node where the walk stands, where something can be asked of it. */
  private get asked(): NodeSingular | undefined {
    return this.here && !ASKED_NOTHING.includes(this.here.data("kind")) ? this.here : undefined;
  }

  /** As if the page's own button had been pressed: of this node where there is one of it, else of the chart. */
  private submit(act: string): void {
    const node = this.asked;
    const form = node && formsFor(node.id()).find((each) => each.dataset["of"] === act);
    if (node && form) return sendFor(form, node.id());
    const button = document.querySelector(`[data-act="${act}"]:not([data-node])`);
    if (!(button instanceof HTMLButtonElement) || button.disabled || !button.form) return;
    // The answer's address ends as the form's does: a step by its key comes back to the chart.
    button.form.action = button.form.action.replace(/#.*$/, `#${this.box.id}`);
    button.click();
  }
}

async function start(box: HTMLElement, live: HTMLElement): Promise<void> {
  const url = box.dataset["chart"];
  if (!url) return;
  const [view] = await Promise.all([fetchChart(url), document.fonts.load(`13px ${FONT}`, "\u0639")]);
  box.hidden = false;
  new Island(box, live, view);
}

const box = document.getElementById("chart");
const live = document.getElementById("chart-said");
if (box && live) void start(box, live);
startUploads();
