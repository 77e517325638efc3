/** @file What jsdom's `Blob` cannot do: give its bytes. */

function bytes(this: Blob): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      if (reader.result instanceof ArrayBuffer) resolve(reader.result);
      else reject(new TypeError('The reader gave no bytes.'));
    };
    reader.onerror = () => reject(reader.error ?? new Error('The reader failed.'));
    reader.readAsArrayBuffer(this);
  });
}

async function text(this: Blob): Promise<string> {
  return new TextDecoder().decode(await this.arrayBuffer());
}

if (!('arrayBuffer' in Blob.prototype)) {
  Object.defineProperties(Blob.prototype, { arrayBuffer: { value: bytes }, text: { value: text } });
}
