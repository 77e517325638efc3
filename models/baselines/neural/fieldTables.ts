/**
 * @file The embedding tables of one side, users or movies. A look-up copies rows, and its gradient is
 * added up in plain arrays: the WASM backend has no gradient of `gather`.
 */
import type { Random } from '../../dataset/random';
import type { Field } from './fields';
import type { Optimizer } from './optimizers';

/** Half width of the uniform start (Keras' default for embeddings). */
const INITIAL_RANGE = 0.05;

interface Table {
  readonly field: Field;
  /** First column of this field among the inputs. */
  readonly column: number;
  /** `[size, D]` */
  readonly values: Float32Array;
  /** `[size, D]`, zero outside the touched rows */
  readonly slopes: Float32Array;
  readonly touched: Set<number>;
}

/** `F` columns: the fields' vectors side by side. */
export class FieldTables {
  /** `F` */
  readonly width: number;
  /** Entities that have a row of inputs. */
  readonly entities: number;
  readonly #tables: readonly Table[];

  constructor(fields: readonly Field[], random: Random) {
    let column = 0;
    this.#tables = fields.map((field) => {
      const length = field.size * field.dimensions;
      const values = new Float32Array(length).map(() => INITIAL_RANGE * (2 * random.next() - 1));
      const table = { field, column, values, slopes: new Float32Array(length) };
      column += field.dimensions;
      return { ...table, touched: new Set<number>() };
    });
    this.width = column;
    this.entities = fields[0].offsets.length - 1;
  }

  /** Inputs of some entities, `[B, F]`. */
  gather(entities: ArrayLike<number>): Float32Array {
    const inputs = new Float32Array(entities.length * this.width);
    for (const { field, column, values } of this.#tables) {
      const { dimensions, offsets, ids } = field;
      for (let row = 0; row < entities.length; row++) {
        const at = row * this.width + column;
        const end = offsets[entities[row] + 1];
        const start = offsets[entities[row]];
        for (let cell = start; cell < end; cell++) {
          const from = ids[cell] * dimensions;
          for (let i = 0; i < dimensions; i++) inputs[at + i] += values[from + i] / (end - start);
        }
      }
    }
    return inputs;
  }

  /** Inputs of all entities, `[entities, F]`. */
  gatherAll(): Float32Array {
    return this.gather(Int32Array.from({ length: this.entities }, (_, entity) => entity));
  }

  /**
   * Adds the gradient of one {@link FieldTables.gather} to what {@link FieldTables.step} will use.
   *
   * @param slopes `[B, F]`
   */
  accumulate(entities: ArrayLike<number>, slopes: Float32Array): void {
    for (const { field, column, slopes: sums, touched } of this.#tables) {
      const { dimensions, offsets, ids } = field;
      for (let row = 0; row < entities.length; row++) {
        const at = row * this.width + column;
        const end = offsets[entities[row] + 1];
        const start = offsets[entities[row]];
        for (let cell = start; cell < end; cell++) {
          const to = ids[cell] * dimensions;
          touched.add(ids[cell]);
          for (let i = 0; i < dimensions; i++) sums[to + i] += slopes[at + i] / (end - start);
        }
      }
    }
  }

  /** Moves the touched rows and forgets the gradients. */
  step(optimizer: Optimizer): void {
    for (const { field, values, slopes, touched } of this.#tables) {
      for (const id of touched) {
        const start = id * field.dimensions;
        const gradient = slopes.subarray(start, start + field.dimensions);
        optimizer.update(values, gradient, start);
        gradient.fill(0);
      }
      touched.clear();
    }
  }
}
