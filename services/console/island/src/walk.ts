// Which node the arrow keys lead to: the nearest linked one that lies in the key's direction.

export interface Point {
  readonly x: number;
  readonly y: number;
}

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** Cosine of the widest angle between the key's direction and the way to a node. */
const WIDEST = 0.3;

/** Direction of a key; undefined for any other key. */
export function directionOf(key: string): Point | undefined {
  return DIRECTIONS[key];
}

/** Of `others`, the nearest one that lies in `direction` from `start`, by how far aside it lies too. */
export function nextIn<T extends Point>(start: Point, direction: Point, others: readonly T[]): T | undefined {
  let best: T | undefined;
  let least = Infinity;
  for (const other of others) {
    const across = other.x - start.x;
    const down = other.y - start.y;
    const length = Math.hypot(across, down);
    if (length === 0) continue;
    const straight = (across * direction.x + down * direction.y) / length;
    if (straight <= WIDEST || length / straight >= least) continue;
    best = other;
    least = length / straight;
  }
  return best;
}
