import { connect } from 'node:net';

/** Sends bytes as they are, and answers the status line's code and the head of the answer; streams are cut off there. */
export function rawRequest(url: string, text: string): Promise<{ status: number; head: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let answer = '';
    socket.on('data', (bytes) => {
      answer += bytes.toString('latin1');
      const end = answer.indexOf('\r\n\r\n');
      if (end === -1) return;
      socket.destroy();
      resolve({ status: Number(answer.slice(9, 12)), head: answer.slice(0, end) });
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`no answer: ${answer}`)));
  });
}
