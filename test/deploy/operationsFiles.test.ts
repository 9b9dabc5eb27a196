/** The files for operators name only what there is: settings, files, metrics, commands. */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { readConfig } from '../../server/config.ts';
import { createMetrics } from '../../server/metrics.ts';
import { repositoryRoot as root } from '../support/repositoryRoot.ts';

const deploy = resolve(root, 'deploy');
const read = (file: string): string => readFileSync(join(deploy, file), 'utf8');
const guide = readFileSync(join(root, 'docs/operations.md'), 'utf8');

const compose = z.strictObject({
  name: z.string(),
  services: z.record(
    z.string(),
    z.strictObject({
      image: z.string().regex(/^relight$|:v?\d/, 'a version, not "latest"'),
      build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
      restart: z.literal('always'),
      depends_on: z.array(z.string()).optional(),
      command: z.array(z.string()).optional(),
      profiles: z.array(z.string()).optional(),
      ports: z.array(z.string()),
      environment: z.record(z.string(), z.string()).optional(),
      secrets: z.array(z.string()).optional(),
      volumes: z.array(z.string()),
      stop_grace_period: z.string().optional(),
      read_only: z.boolean().optional(),
      tmpfs: z.array(z.string()).optional(),
      cap_drop: z.array(z.string()).optional(),
      security_opt: z.array(z.string()).optional(),
      logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});

/** Metric names of an expression; those of Prometheus itself are left out. */
const metricsIn = (expression: string): string[] => expression.match(/\brelight_\w+/g) ?? [];

async function metricNames(): Promise<ReadonlySet<string>> {
  const nothing = { received: 0, accepted: 0, duplicates: 0, rejected: 0, ignored: 0 };
  const metrics = createMetrics({
    totals: () => nothing,
    reasons: () => new Map([['seq-gap', 1]]),
    viewers: () => 0,
    summary: () => null,
    recording: () => true,
  });
  metrics.refused('not-allowed');
  return new Set([...(await metrics.text()).matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name));
}

describe('compose.yaml', () => {
  const file = compose.parse(parse(read('compose.yaml'), { merge: true }));
  const services = Object.entries(file.services);

  it('mounts only what is shipped or what its head asks for, and only volumes it declares', () => {
    const text = read('compose.yaml');
    for (const [name, { volumes }] of services) {
      for (const [source = ''] of volumes.map((volume) => volume.split(':'))) {
        if (!source.startsWith('.')) expect(Object.keys(file.volumes), name).toContain(source);
        else expect(existsSync(join(deploy, source)) || text.includes(`#   ${source.slice(2)}`), `${name} mounts ${source}`).toBe(true);
      }
    }
  });

  it('opens pages and monitoring on this machine only', () => {
    const open = services.flatMap(([name, { ports }]) =>
      ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `${name} ${port}`),
    );
    expect(open).toEqual(['mosquitto 8883:8883']);
  });

  it('sets only settings that exist, and knows the services and secrets it names', () => {
    for (const [name, service] of services) {
      const env = Object.fromEntries(Object.keys(service.environment ?? {}).map((key) => [key, '']));
      const config = readConfig({ flags: {}, env, folder: deploy });
      expect(config.ok ? config.warnings : config.problems, name).toEqual([]);
      for (const other of service.depends_on ?? []) expect(Object.keys(file.services)).toContain(other);
      for (const secret of service.secrets ?? []) expect(Object.keys(file.secrets)).toContain(secret);
    }
    expect(existsSync(join(root, file.services.relight?.build?.dockerfile ?? ''))).toBe(true);
  });
});

describe('monitoring', () => {
  const rules = z
    .strictObject({
      groups: z.array(
        z.strictObject({
          name: z.string(),
          rules: z.array(
            z.strictObject({
              alert: z.string(),
              expr: z.string(),
              for: z
                .string()
                .regex(/^\d+[smh]$/)
                .optional(),
              labels: z.strictObject({ severity: z.enum(['page', 'ticket', 'notice']) }),
              annotations: z.strictObject({ summary: z.string(), action: z.string() }),
            }),
          ),
        }),
      ),
    })
    .parse(parse(read('monitoring/alerts.yaml')))
    .groups.flatMap((group) => group.rules);
  const dashboard = z
    .object({ panels: z.array(z.object({ id: z.number(), title: z.string(), targets: z.array(z.object({ expr: z.string() })) })) })
    .parse(JSON.parse(read('monitoring/dashboard.json')));

  it('asks only for metrics that the server has', async () => {
    const known = await metricNames();
    const asked = [...rules.map(({ expr }) => expr), ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))];
    expect(asked.flatMap(metricsIn).filter((name) => !known.has(name))).toEqual([]);
    expect(asked.flatMap(metricsIn).length).toBeGreaterThan(20);
  });

  it('explains every alarm about Relight itself in the guide', () => {
    for (const { alert, labels } of rules) if (labels.severity !== 'notice') expect(guide, alert).toContain(alert);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  it('collects and shows from the files that are shipped', () => {
    expect(parse(read('monitoring/prometheus.yaml')).rule_files).toEqual(['/etc/prometheus/alerts.yaml']);
    expect(parse(read('monitoring/grafana-source.yaml')).datasources[0].uid).toBe('prometheus');
    expect(parse(read('monitoring/grafana-folder.yaml')).providers[0].options.path).toBe('/var/lib/grafana/dashboards');
  });
});

describe('service and guide', () => {
  it('the unit starts the compiled server, keeps it up, and gives it no more than it needs', () => {
    const unit = read('relight.service');
    expect(unit).toMatch(/^ExecStart=\/usr\/bin\/node dist\/server\/cli\.js serve$/m);
    for (const line of ['Restart=always', 'NoNewPrivileges=true', 'ProtectSystem=strict', 'StateDirectory=relight'])
      expect(unit).toContain(line);
  });

  it('the guide names settings, files and commands that exist', () => {
    const names = new Set(guide.match(/\bRELIGHT_\w+/g));
    const env = Object.fromEntries([...names].map((name) => [name, '']));
    const config = readConfig({ flags: {}, env, folder: deploy });
    expect(config.ok ? config.warnings : config.problems).toEqual([]);
    for (const [, path = ''] of guide.matchAll(/\]\((\.\.[^)]+)\)/g))
      expect(existsSync(join(dirname(join(root, 'docs/x')), path)), path).toBe(true);
    for (const [, command = ''] of guide.matchAll(/^relight (\w+)/gm))
      expect(existsSync(join(root, `server/commands/${command}.ts`)), command).toBe(true);
  });
});
