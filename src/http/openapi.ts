import { z } from 'zod';
import { AccountDetailJson, AccountJson } from '../monitor/account-json.ts';
import { ActivationJson } from '../monitor/activation-json.ts';
import { QualityJson } from '../monitor/quality-json.ts';
import { AuditJson } from '../monitor/read-audit.ts';
import {
  AccountParameters,
  AccountsParameters,
  ActivationParameters,
  AuditParameters,
  QualityParameters,
} from './api-query.ts';

const Problem = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) });

type Json = Readonly<Record<string, unknown>>;

/** What `/api` offers, as OpenAPI 3.1: made of the very schemas that the answers and the parameters have. */
export function openApiDocument(version: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'First Value Monitor',
      version,
      description:
        'Every account on its road to first value, with the receipts. Without DASHBOARD_TOKEN only for this machine.',
    },
    security: [{ dashboardToken: [] }],
    paths: {
      '/api/accounts': {
        get: operation(
          'listAccounts',
          'All accounts, most stuck first; paused and blind ones after these, reached and left ones last',
          {
            parameters: parametersOf(AccountsParameters),
            answer: { ...jsonOf({ type: 'array', items: ref('Account') }), headers: { ...NEXT_PAGE, ...EXCLUDED } },
          },
        ),
      },
      '/api/accounts/{account_id}': {
        get: operation('readAccount', 'One account with its steps, evidence, history, alerts and plan', {
          parameters: [ACCOUNT_ID, ...parametersOf(AccountParameters)],
          answer: jsonOf(ref('AccountDetail')),
          alsoNotFound: true,
        }),
      },
      '/api/activation': {
        get: operation('readActivation', 'Time to first value, activation rates and the funnel, by cohort', {
          parameters: parametersOf(ActivationParameters),
          answer: jsonOf(ref('Activation')),
        }),
      },
      '/api/audit': {
        get: operation('readAudit', 'Who did what and when, newest first', {
          parameters: parametersOf(AuditParameters),
          answer: { ...jsonOf({ type: 'array', items: ref('AuditEntry') }), headers: NEXT_PAGE },
          alsoNotFound: true,
        }),
      },
      '/api/quality': {
        get: operation('readQuality', 'How well the alerts are aimed: precision, acted-on, lead time, missed, load', {
          parameters: parametersOf(QualityParameters),
          answer: jsonOf(ref('Quality')),
        }),
      },
      '/api/openapi.json': {
        get: operation('readDocument', 'This document', { parameters: [], answer: jsonOf({ type: 'object' }) }),
      },
    },
    components: {
      securitySchemes: {
        dashboardToken: { type: 'http', scheme: 'bearer', description: 'the value of DASHBOARD_TOKEN' },
      },
      schemas: {
        Account: schemaOf(AccountJson),
        AccountDetail: schemaOf(AccountDetailJson),
        Activation: schemaOf(ActivationJson),
        AuditEntry: schemaOf(AuditJson),
        Problem: schemaOf(Problem),
        Quality: schemaOf(QualityJson),
      },
    },
  };
}

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const jsonOf = (schema: Json): Json => ({ content: { 'application/json': { schema } } });

const NEXT_PAGE: Json = {
  Link: { description: 'the address of the next page, rel="next"; absent on the last one', schema: { type: 'string' } },
};
const EXCLUDED: Json = {
  'X-Excluded-Accounts': {
    description: 'accounts that are left out of everything: tests, duplicates, wrong data',
    schema: { type: 'integer' },
  },
};
const ACCOUNT_ID: Json = {
  name: 'account_id',
  in: 'path',
  required: true,
  description: 'the account’s id; its task’s id serves too',
  schema: { type: 'string' },
};

interface Parts {
  readonly parameters: readonly Json[];
  readonly answer: Json;
  readonly alsoNotFound?: boolean;
}

function operation(operationId: string, summary: string, { parameters, answer, alsoNotFound = false }: Parts): Json {
  const problem = (description: string): Json => ({ description, ...jsonOf(ref('Problem')) });
  return {
    operationId,
    summary,
    parameters,
    responses: {
      200: { description: 'the answer', ...answer },
      ...(parameters.length === 0 ? {} : { 400: problem('a parameter is wrong: which one, and the way out') }),
      401: problem('the dashboard token is missing or wrong'),
      403: problem('no token is set, and the request does not come from this machine'),
      ...(alsoNotFound ? { 404: problem('no such account') } : {}),
      429: problem('too many wrong tokens at once'),
    },
  };
}

/** Query parameters are described as they are written, before they are read into numbers and lists. */
function parametersOf(schema: z.ZodObject): Json[] {
  return Object.entries(schema.shape).map(([name, parameter]) => {
    const { description, ...written } = schemaOf(parameter as z.ZodType, 'input');
    return {
      name,
      in: 'query',
      required: false,
      ...(description === undefined ? {} : { description }),
      schema: written,
    };
  });
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io }) as Record<string, unknown>;
  return rest;
}
