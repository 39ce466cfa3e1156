/** A body as text, as far as it came or `longest` bytes of it: the status has already said what happened. Never rejects. */
export async function readText(stream: AsyncIterable<Buffer>, longest: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= longest) break;
    }
  } catch {
    // The part before the break is still worth reading.
  }
  return Buffer.concat(chunks).subarray(0, longest).toString('utf8');
}
