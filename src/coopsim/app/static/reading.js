// Read packed films: see coopsim/app/packing.py for the layout of the bytes.

const ARRAYS = { uint8: Uint8Array, int16: Int16Array, int32: Int32Array, float32: Float32Array };
const START = 8;

export function unpack(buffer) {
  const view = new DataView(buffer);
  const mark = String.fromCharCode(...new Uint8Array(buffer, 0, 4));
  if (mark !== "CSF1") throw new Error("These bytes are no film.");
  const end = START + view.getUint32(4, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, START, end - START));
  const revive = (_, value) =>
    value && typeof value === "object" && value.as && "at" in value
      ? new ARRAYS[value.as](buffer, end + value.at, value.n)
      : value;
  return JSON.parse(text, revive);
}

// Decode what an exported page holds: base64 of gzip.
export async function unpackText(text) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return unpack(await new Response(plain).arrayBuffer());
}
