export type Point = readonly [x: number, y: number];

/**
 * At most `limit` points that keep the shape of the line: largest triangle three buckets
 * (Steinarsson 2013). The first and the last point always stay.
 */
export function thin(points: readonly Point[], limit = 400): Point[] {
  if (points.length <= limit || limit < 3) return points.slice();
  const first = points[0] as Point;
  const last = points[points.length - 1] as Point;
  const buckets = limit - 2;
  const width = (points.length - 2) / buckets;
  const kept: Point[] = [first];
  let previous = first;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const start = Math.floor(bucket * width) + 1;
    const end = Math.floor((bucket + 1) * width) + 1;
    const next = centre(points, end, Math.min(Math.floor((bucket + 2) * width) + 1, points.length));
    previous = farthest(points, start, end, previous, next);
    kept.push(previous);
  }
  kept.push(last);
  return kept;
}

function centre(points: readonly Point[], start: number, end: number): Point {
  let x = 0;
  let y = 0;
  for (let i = start; i < end; i++) {
    const point = points[i] as Point;
    x += point[0];
    y += point[1];
  }
  const n = Math.max(1, end - start);
  return [x / n, y / n];
}

/** The point of a bucket that spans the largest triangle with its neighbours. */
function farthest(
  points: readonly Point[],
  start: number,
  end: number,
  before: Point,
  after: Point,
): Point {
  let best = points[start] as Point;
  let largest = -1;
  for (let i = start; i < end; i++) {
    const point = points[i] as Point;
    const area = Math.abs(
      (before[0] - after[0]) * (point[1] - before[1]) -
        (before[0] - point[0]) * (after[1] - before[1]),
    );
    if (area > largest) {
      largest = area;
      best = point;
    }
  }
  return best;
}
