import type { Exchange } from './exchange.ts';

/** An invented API about shelves and books, described in both dialects, to test the checker with. */
export const AGENT = 7;

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const parameter = (where: string, name: string, schema: object, required = where === 'path') => ({
  in: where,
  name,
  schema,
  required,
});

const book = {
  type: 'object',
  required: ['title'],
  properties: {
    title: { type: 'string' },
    pages: { type: 'integer' },
    writer: { type: 'object', properties: { name: { type: 'string' } } },
    marks: { oneOf: [{ type: 'array', items: { type: 'string' } }, { type: 'null' }] },
    extras: { type: 'object' },
  },
};

export const LIBRARY_31 = {
  openapi: '3.1.0',
  servers: [{ url: 'https://library.example/api' }],
  paths: {
    '/v2/shelf/{shelf_id}/{label}': {
      parameters: [parameter('path', 'shelf_id', { type: 'number' }), parameter('path', 'label', { type: 'string' })],
      delete: { responses: { 204: json({ type: 'object' }) } },
      get: { responses: { 200: json({ type: 'null' }) } },
    },
    '/v2/shelf/{shelf_id}/book': {
      parameters: [parameter('path', 'shelf_id', { type: 'number' })],
      get: {
        parameters: [
          parameter('query', 'page', { type: 'integer', contentEncoding: 'int32' }),
          parameter('query', 'lent', { type: 'boolean' }),
          parameter('query', 'writers[]', { type: 'array', items: { type: 'integer' } }),
        ],
        responses: {
          200: json({ type: 'object', required: ['books'], properties: { books: { type: 'array', items: book } } }),
        },
      },
      post: { requestBody: { required: true, ...json(book) }, responses: { 200: json(book) } },
    },
    '/v2/shelf/{shelf_id}/cover': {
      parameters: [parameter('path', 'shelf_id', { type: 'number' })],
      post: {
        requestBody: {
          required: true,
          content: { 'multipart/form-data': { schema: { properties: { picture: { type: 'array', items: {} } } } } },
        },
        responses: { 200: json({}) },
      },
    },
    '/v2/search': {
      get: { parameters: [parameter('query', 'words', { type: 'string' }, true)], responses: { 200: {} } },
      post: {
        requestBody: json({
          $ref: '#/paths/~1v2~1shelf~1%7Bshelf_id%7D~1book/post/requestBody/content/application~1json/schema',
        }),
        responses: { 200: json({}) },
      },
    },
  },
};

export const LIBRARY_30 = {
  openapi: '3.0.0',
  servers: [{ url: 'https://library.example/' }],
  components: { schemas: { Reader: { type: 'object', properties: { name: { type: 'string' } } } } },
  paths: {
    '/api/v3/loans': {
      get: {
        responses: {
          200: json({
            type: 'object',
            properties: {
              until: { type: 'string', nullable: true },
              since: { type: 'string' },
              reader: { $ref: '#/components/schemas/Reader' },
              guest: { allOf: [{ $ref: '#/components/schemas/Reader' }], nullable: true },
              days: { type: 'number', minimum: 0, exclusiveMinimum: true },
            },
          }),
        },
      },
    },
  },
};

/** The agent putting a book on a shelf, unless told otherwise. */
export function anExchange(given: Partial<Exchange> = {}): Exchange {
  return {
    method: 'POST',
    path: '/api/v2/shelf/12/book',
    query: {},
    body: given.method === undefined ? { title: 'Persuasion' } : null,
    user_id: AGENT,
    status: 200,
    response: { title: 'Persuasion' },
    ...given,
  };
}

/** Reading the books of a shelf. */
export function aReading(given: Partial<Exchange> = {}): Exchange {
  return anExchange({ method: 'GET', response: { books: [] }, ...given });
}
