// Labels of a large chart, where they can be read: working out all of them takes longer than all else of the picture.
import type { Core, NodeSingular } from "cytoscape";

/** Zooms from which labels are large enough, as the style's `min-zoomed-font-size` has it. */
const NODES_FROM = 6 / 13;
const EDGES_FROM = 8 / 10;
const WAIT_MS = 80;

/** Gives labels to what is in sight, when it is near enough to be read, and whenever that changes. */
export function labelInSight(cy: Core, box: HTMLElement): void {
  let waiting: number | undefined;
  cy.on("viewport", () => {
    waiting ??= window.setTimeout(() => {
      waiting = undefined;
      label(cy, box);
    }, WAIT_MS);
  });
}

function label(cy: Core, box: HTMLElement): void {
  const zoom = cy.zoom();
  if (zoom < NODES_FROM) return;
  const { x1, x2, y1, y2 } = cy.extent();
  const inSight = (node: NodeSingular): boolean => {
    const { x, y } = node.position();
    return x >= x1 && x <= x2 && y >= y1 && y <= y2;
  };
  cy.batch(() => {
    const near = cy.nodes().filter(inSight);
    near.addClass("read");
    if (zoom >= EDGES_FROM) near.connectedEdges().addClass("read");
  });
  box.dataset["labels"] = String(cy.nodes(".read").length);
}
