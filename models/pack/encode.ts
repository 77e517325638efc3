/** @file Writes tensors into the bytes of one file and remembers where each lies. */
import type { TensorEntry } from './manifest';
import { elementCount, quantizeRows, toFloat16Bits, type DenseTensor } from './tensorCodec';

const ALIGNMENT_BYTES = 4;

/** Collects the tensors of one pack file. */
export class TensorFileWriter {
  readonly entries: Record<string, TensorEntry> = {};
  readonly #path: string;
  #chunks: Uint8Array[] = [];
  #size = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Appends a tensor under a name. int8 needs at least one dimension: its rows get the scales.
   *
   * @throws RangeError when the values do not fill the shape or are not all finite (a training that
   *   diverged must not become a pack).
   */
  add(name: string, tensor: DenseTensor, dtype: TensorEntry['dtype']): void {
    const { shape, values } = tensor;
    if (values.length !== elementCount(shape)) {
      throw new RangeError(`Tensor ${name}: ${values.length} values for shape [${shape.join()}].`);
    }
    if (!values.every(Number.isFinite)) {
      throw new RangeError(`Tensor ${name} has values that are not finite: it cannot be stored.`);
    }
    if (dtype !== 'int8') {
      const bytes = dtype === 'float32' ? floatBytes(values) : halfBytes(values);
      this.#register(name, { shape, dtype, offset: this.#append(bytes) });
      return;
    }
    const rows = quantizeRows(values, shape[0], values.length / shape[0]);
    const offset = this.#append(new Uint8Array(rows.values.buffer));
    this.#register(name, {
      shape,
      dtype,
      offset,
      scaleOffset: this.#append(floatBytes(rows.scales)),
    });
  }

  /** The whole file. */
  bytes(): Uint8Array {
    const file = new Uint8Array(this.#size);
    let offset = 0;
    for (const chunk of this.#chunks) {
      file.set(chunk, offset);
      offset += chunk.byteLength;
    }
    return file;
  }

  #register(
    name: string,
    entry: Omit<TensorEntry, 'file' | 'shape'> & { shape: readonly number[] },
  ): void {
    this.entries[name] = { ...entry, shape: [...entry.shape], file: this.#path };
  }

  #append(bytes: Uint8Array): number {
    const offset = this.#size;
    const padding = (ALIGNMENT_BYTES - (bytes.byteLength % ALIGNMENT_BYTES)) % ALIGNMENT_BYTES;
    this.#chunks.push(bytes, new Uint8Array(padding));
    this.#size += bytes.byteLength + padding;
    return offset;
  }
}

function floatBytes(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, i) => view.setFloat32(4 * i, value, true));
  return new Uint8Array(view.buffer);
}

function halfBytes(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(values.length * 2));
  values.forEach((value, i) => view.setUint16(2 * i, toFloat16Bits(value), true));
  return new Uint8Array(view.buffer);
}
