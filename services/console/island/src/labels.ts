// Labels and arrows of a large chart, where they can be seen: working out all of them takes longer than all else.
import type { Core, NodeSingular } from "cytoscape";

/** Zoom from which a node's label is large enough, as the style's `min-zoomed-font-size` has it. */
const NEAR = 6 / 13;
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
  if (cy.zoom() < NEAR) return;
  const { x1, x2, y1, y2 } = cy.extent();
  const inSight = (node: NodeSingular): boolean => {
    const { x, y } = node.position();
    return x >= x1 && x <= x2 && y >= y1 && y <= y2;
  };
  cy.batch(() => {
    const near = cy.nodes().filter(inSight);
    near.union(near.connectedEdges()).addClass("read");
  });
  box.dataset["labels"] = String(cy.nodes(".read").length);
}
