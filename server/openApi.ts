/** The OpenAPI 3.1 document, generated from the schemas that the server checks with. */

import * as z from 'zod';
import { routeAccess } from '../shared/access.ts';
import { problem, type RouteDescription, routeDescriptions } from '../shared/api.ts';

const schemaOf = (schema: z.ZodType): object => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });

function operation({ route, about, parameters = [], body, answer }: RouteDescription): object {
  const roles = routeAccess.get(route);
  return {
    summary: about,
    security: roles === 'public' ? [] : [{ bearer: [] }, { session: [] }],
    'x-roles': roles,
    parameters: parameters.map(({ name, in: place, about: description, required = false }) => ({
      name,
      in: place,
      description,
      required,
      schema: { type: 'string' },
    })),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } } : {}),
    responses: {
      200: { description: 'done', ...(answer ? { content: { 'application/json': { schema: schemaOf(answer) } } } : {}) },
      default: { description: 'a problem', content: { 'application/problem+json': { schema: schemaOf(problem) } } },
    },
  };
}

export function buildOpenApi(version: string): object {
  const paths = new Map<string, Record<string, object>>();
  for (const description of routeDescriptions) {
    const [method = 'GET', path = '/'] = description.route.split(' ');
    const key = path.replace(/:(\w+)/g, '{$1}');
    paths.set(key, { ...paths.get(key), [method.toLowerCase()]: operation(description) });
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Relight',
      version,
      description: 'Outages and repairs as they happen.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'relight_session' },
      },
    },
  };
}
