/** @file Trunks of a wood, with a moon between them. */
import { between, integer } from '../random';
import type { Random } from '../random';
import { circle, polygon } from '../scene';
import type { Frame, Shape } from '../scene';

export function forest({ width, height }: Frame, random: Random): Shape[] {
  const moon = width * between(random, 0.16, 0.24);
  const shapes: Shape[] = [
    circle(width * between(random, 0.3, 0.7), height * between(random, 0.3, 0.44), moon, 'spark'),
  ];
  for (const [fill, count, thick] of [
    ['shade', integer(random, 6, 8), 5],
    ['middle', integer(random, 4, 6), 9],
    ['first', integer(random, 2, 3), 17],
  ] as const) {
    for (let i = 0; i < count; i += 1) {
      const x = ((i + between(random, 0.2, 0.8)) / count) * width;
      const half = (thick * between(random, 0.7, 1.2)) / 2;
      const lean = between(random, -6, 6);
      const trunk = [
        x - half,
        height,
        x + lean - half * 0.7,
        0,
        x + lean + half * 0.7,
        0,
        x + half,
        height,
      ];
      shapes.push(polygon(trunk, fill));
      if (fill === 'first') continue;
      const y = height * between(random, 0.2, 0.6);
      const reach = between(random, 14, 26) * (random() < 0.5 ? 1 : -1);
      shapes.push(polygon([x, y, x + reach, y - Math.abs(reach), x, y + half], fill));
    }
  }
  return shapes;
}
