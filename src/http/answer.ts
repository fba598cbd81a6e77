import type { ServerResponse } from 'node:http';

/** Sends a value as JSON, also where Express is not in between. */
export function answerJson(res: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': Buffer.byteLength(body) };
  // Text, unlike bytes, leaves together with the headers in one write.
  res.writeHead(status, headers).end(body);
}
