// Zip archives: what a workbook is packed in. A file that somebody sent is not trusted to be as large as it says.

/** What an archive may have: bytes as sent, bytes unpacked, files inside. */
export const MAX_BYTES = 10_000_000;
const MAX_UNPACKED = 40_000_000;
const MAX_PARTS = 1_000;
const [STORED, DEFLATED] = [0, 8];

/** A file that is no archive, or one that nobody should open. */
export class BadArchive extends Error {}

/**
 * The parts of an archive by name; each is unpacked when it is asked for.
 * @param {Uint8Array} bytes
 * @returns {Map<string, () => Promise<Uint8Array>>}
 */
export function unzip(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const parts = new Map();
  const left = { bytes: MAX_UNPACKED };
  if (count > MAX_PARTS) throw new BadArchive("too many parts");
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new BadArchive("a broken list of parts");
    const part = {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    const length = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
    if (parts.has(name)) throw new BadArchive("two parts of one name");
    if (part.flags & 1) throw new BadArchive("an encrypted part");
    parts.set(name, () => unpack(bytes, view, part, left));
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return parts;
}

function findEnd(view) {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw new BadArchive("no end of the archive");
}

async function unpack(bytes, view, part, left) {
  if (part.offset + 30 > bytes.length || view.getUint32(part.offset, true) !== 0x04034b50) throw new BadArchive("a broken part");
  const start = part.offset + 30 + view.getUint16(part.offset + 26, true) + view.getUint16(part.offset + 28, true);
  const packed = bytes.subarray(start, start + part.packed);
  if (part.method === STORED) return counted(packed, left);
  if (part.method !== DEFLATED) throw new BadArchive("an unknown packing");
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const chunks = [];
  let size = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(counted(next.value, left));
      size += next.value.length;
    }
  } catch (failure) {
    throw failure instanceof BadArchive ? failure : new BadArchive("a part that cannot be unpacked");
  } finally {
    reader.cancel().catch(() => undefined);
  }
  return joined(chunks, size);
}

/** All parts together may have so many bytes, whatever the archive says of them. */
function counted(chunk, left) {
  left.bytes -= chunk.length;
  if (left.bytes < 0) throw new BadArchive("too large when it is unpacked");
  return chunk;
}

function joined(chunks, size) {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/**
 * An archive of texts; the same texts give the same bytes.
 * @param {Record<string, string>} texts
 * @returns {Promise<Uint8Array>}
 */
export async function zip(texts) {
  const chunks = [];
  const listed = [];
  let offset = 0;
  for (const [name, text] of Object.entries(texts)) {
    const plain = new TextEncoder().encode(text);
    const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const packed = new Uint8Array(await new Response(stream).arrayBuffer());
    const encoded = new TextEncoder().encode(name);
    const head = record(plain, packed, encoded);
    chunks.push(bytesOf(0x04034b50, 4), head, encoded, packed);
    listed.push(bytesOf(0x02014b50, 4), bytesOf(20, 2), head, bytesOf(0, 6), bytesOf(0, 4), bytesOf(offset, 4), encoded);
    offset += 4 + head.length + encoded.length + packed.length;
  }
  const size = listed.reduce((sum, chunk) => sum + chunk.length, 0);
  const count = Object.keys(texts).length;
  const end = [
    bytesOf(0x06054b50, 4),
    bytesOf(0, 4),
    bytesOf(count, 2),
    bytesOf(count, 2),
    bytesOf(size, 4),
    bytesOf(offset, 4),
    bytesOf(0, 2),
  ];
  const all = [...chunks, ...listed, ...end];
  return joined(
    all,
    all.reduce((sum, chunk) => sum + chunk.length, 0),
  );
}

/** What the list of parts and each part say alike: version, names in UTF-8, packing, a fixed day, sum and sizes. */
function record(plain, packed, name) {
  const fields = [
    [20, 2],
    [0x0800, 2],
    [DEFLATED, 2],
    [0, 2],
    [0x21, 2],
    [crc(plain), 4],
    [packed.length, 4],
    [plain.length, 4],
    [name.length, 2],
    [0, 2],
  ];
  return joined(
    fields.map(([value, size]) => bytesOf(value, size)),
    26,
  );
}

function bytesOf(value, size) {
  return Uint8Array.from({ length: size }, (_, place) => (place < 4 ? (value >>> (8 * place)) & 255 : 0));
}

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}
