import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The measures of a typeface. */
export interface Face {
  /** The way that a character moves the pen, in parts of the font size; undefined for one that the face lacks. */
  advance(codePoint: number): number | undefined;
}

export type Weight = 'regular' | 'strong';

const require = createRequire(import.meta.url);
const folder = '@expo-google-fonts/inter';

/** TTF files: resvg draws no text from WOFF, and says nothing about it. */
export const fontFiles: Record<Weight, string> = {
  regular: require.resolve(`${folder}/400Regular/Inter_400Regular.ttf`),
  strong: require.resolve(`${folder}/600SemiBold/Inter_600SemiBold.ttf`),
};

const faces = new Map<Weight, Face>();

/** The face, read from its file the first time. */
export function faceOf(weight: Weight): Face {
  let face = faces.get(weight);
  if (face === undefined) {
    face = readFace(readFileSync(fontFiles[weight]));
    faces.set(weight, face);
  }
  return face;
}

/** Reads widths out of a TrueType file: https://learn.microsoft.com/typography/opentype/spec/otff */
export function readFace(file: Buffer): Face {
  const tables = new Map<string, Buffer>();
  for (let index = 0; index < file.readUInt16BE(4); index += 1) {
    const at = 12 + index * 16;
    const start = file.readUInt32BE(at + 8);
    tables.set(file.toString('latin1', at, at + 4), file.subarray(start, start + file.readUInt32BE(at + 12)));
  }
  const table = (name: string): Buffer => {
    const found = tables.get(name);
    if (found === undefined) throw new Error(`The font has no table ${name}`);
    return found;
  };
  const unitsPerEm = table('head').readUInt16BE(18);
  const widthCount = table('hhea').readUInt16BE(34);
  const widths = table('hmtx');
  const glyphs = readCharacters(table('cmap'));
  return {
    advance(codePoint) {
      const glyph = glyphs.get(codePoint);
      return glyph && widths.readUInt16BE(Math.min(glyph, widthCount - 1) * 4) / unitsPerEm;
    },
  };
}

/** The glyph of every character, from the subtables of formats 12 (all of Unicode) and 4 (the first plane). */
function readCharacters(cmap: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const at = 4 + index * 8;
    const platform = cmap.readUInt16BE(at);
    const encoding = cmap.readUInt16BE(at + 2);
    if (platform !== 0 && !(platform === 3 && (encoding === 1 || encoding === 10))) continue;
    const subtable = cmap.subarray(cmap.readUInt32BE(at + 4));
    const format = subtable.readUInt16BE(0);
    if (format === 12) readGroups(subtable, glyphs);
    if (format === 4) readSegments(subtable, glyphs);
  }
  return glyphs;
}

function readGroups(subtable: Buffer, glyphs: Map<number, number>): void {
  for (let group = 0; group < subtable.readUInt32BE(12); group += 1) {
    const at = 16 + group * 12;
    const first = subtable.readUInt32BE(at);
    const glyph = subtable.readUInt32BE(at + 8);
    for (let code = first; code <= subtable.readUInt32BE(at + 4); code += 1) glyphs.set(code, glyph + code - first);
  }
}

function readSegments(subtable: Buffer, glyphs: Map<number, number>): void {
  const bytes = subtable.readUInt16BE(6);
  for (let segment = 0; segment < bytes; segment += 2) {
    const last = subtable.readUInt16BE(14 + segment);
    const first = subtable.readUInt16BE(16 + bytes + segment);
    const delta = subtable.readUInt16BE(16 + 2 * bytes + segment);
    const rangeAt = 16 + 3 * bytes + segment;
    const range = subtable.readUInt16BE(rangeAt);
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const raw = range === 0 ? code : subtable.readUInt16BE(rangeAt + range + 2 * (code - first));
      const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
}
