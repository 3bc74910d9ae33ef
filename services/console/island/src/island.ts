// The chart of a page: drawn on a canvas over the table that says the same, and walked by keyboard.
import cytoscape from "cytoscape";
import type { Core, ElementDefinition, NodeSingular } from "cytoscape";
import { PICKED, within } from "./brush";
import type { Span } from "./brush";
import { openMenu } from "./menu";
import { FONT, STYLE, shapeOf } from "./style";
import { startUploads } from "./upload";
import { directionOf, nextIn } from "./walk";
import { fetchChart, keepPlace } from "./wire";
import type { ChartView } from "./wire";

const ZOOM = 1.25;

function elements(view: ChartView): ElementDefinition[] {
  const nodes = view.nodes.map((node) => ({
    group: "nodes" as const,
    data: {
      id: node.id,
      label: node.label,
      said: node.said,
      colour: node.colour,
      shape: shapeOf(node.kind),
      when: node.when,
    },
    position: { x: node.x, y: node.y },
  }));
  const edges = view.edges.map((edge) => ({ group: "edges" as const, data: { ...edge } }));
  return [...nodes, ...edges];
}

class Island {
  private readonly cy: Core;
  private here: NodeSingular | undefined;

  constructor(
    private readonly box: HTMLElement,
    private readonly live: HTMLElement,
    view: ChartView,
  ) {
    this.cy = cytoscape({
      container: box,
      elements: elements(view),
      style: STYLE,
      layout: { name: "preset", padding: 30 },
      hideEdgesOnViewport: view.edges.length > 2000,
      textureOnViewport: view.nodes.length > 500,
      maxZoom: 3,
      minZoom: 0.02,
    });
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
    box.dataset["ready"] = String(view.nodes.length);
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
        return () => this.cy.fit(undefined, 30);
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

  /** To the row of the table that says what stands here. */
  private toRow(): void {
    if (this.here) document.getElementById(`node-${this.here.id()}`)?.focus();
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
    const row = this.here ? document.getElementById(`node-${this.here.id()}`) : null;
    if (!menu || !row || !this.here) return;
    const box = this.box.getBoundingClientRect();
    const at = this.here.renderedPosition();
    openMenu(menu, row, box.left + scrollX + at.x, box.top + scrollY + at.y, () => this.box.focus());
  }

  /** As if the page's own button had been pressed: of this node where there is one of it, else of the chart. */
  private submit(act: string): void {
    const own = this.here ? document.querySelector(`[data-act="${act}"][data-node="${this.here.id()}"]`) : null;
    const button = own ?? document.querySelector(`[data-act="${act}"]:not([data-node])`);
    if (button instanceof HTMLButtonElement && !button.disabled) button.click();
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
